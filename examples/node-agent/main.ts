import { App, Chart } from 'cdk8s';
import { Algorithm, AlgorithmWorkload, SharedVolume } from 'cdk8s-hkube';

const app = new App();
const chart = new Chart(app, 'node-agent');

// One pod on each node, those of the control plane included.
const agent = new Algorithm(chart, 'log-agent', {
  image: 'docker.io/acme/log-agent:1.9',
  workload: AlgorithmWorkload.daemonSet(),
  pod: { tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }] },
});

const logs = SharedVolume.fromHostPath(agent, 'pod-logs', '/var/log/pods', { type: 'Directory' });
agent.mount('/var/log/pods', logs, { readOnly: true });

// What the agent has collected waits here until the shipper has sent it.
const spool = SharedVolume.fromEmptyDir(agent, 'spool', { sizeLimit: '1Gi' });
agent.mount('/spool', spool);
agent.addSideCar('shipper', { image: 'docker.io/acme/log-shipper:1.2' }).mount('/spool', spool);

app.synth();
