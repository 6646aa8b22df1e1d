import { App, Chart } from 'cdk8s';
import { HkubeRegistration } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'registration');

new HkubeRegistration(chart, 'print', {
  endpoint: 'http://api-server.hkube.svc:3000/api/v1',
  tokenSecret: { secret: 'hkube-token' },
  ttlSecondsAfterFinished: 600,
  // In the order in which Python hands them on: the registered JSON keeps it.
  spec: {
    name: 'print-every-10-sec',
    algorithmEnv: { MODE: 'fast' },
    algorithmImage: 'docker.io/acme/print-every-10-sec:v4',
    mem: '512Mi',
    minHotWorkers: 1,
    sideCars: [
      {
        container: { name: 'mycar', image: 'docker.io/library/httpd:2.4' },
        volumeMounts: [{ mountPath: '/shared-dir', name: 'shared-volume' }],
      },
    ],
    volumeMounts: [{ mountPath: '/shared-dir', name: 'shared-volume', readOnly: true }],
    volumes: [{ name: 'shared-volume', emptyDir: {} }],
  },
});

app.synth();
