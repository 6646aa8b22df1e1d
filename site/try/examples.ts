/** Texts to begin with. */

const SPEC = `{
  "name": "print-every-10-sec",
  "algorithmImage": "docker.io/acme/print-every-10-sec:v4",
  "mem": "512Mi",
  "volumes": [
    { "name": "shared-volume", "emptyDir": {} }
  ],
  "volumeMounts": [
    { "name": "shared-volume", "mountPath": "/shared-dir" }
  ],
  "sideCars": [
    {
      "container": {
        "name": "mycar",
        "image": "docker.io/library/httpd:2.4",
        "resources": {
          "requests": { "cpu": "500m", "memory": "256Mi" },
          "limits": { "cpu": "1", "memory": "512Mi" }
        }
      },
      "volumeMounts": [
        { "name": "shared-volume", "mountPath": "/shared-dir" }
      ],
      "environments": { "env1": "val1" }
    }
  ]
}
`;

const MISTAKES = SPEC.replace('"cpu": "500m", "memory": "256Mi"', '"cpu": "500m", "memory": "1Gi"')
  .replace(/("volumeMounts": \[\n {8}\{ "name": )"shared-volume"/, '$1"shared-volum"')
  .replace('httpd:2.4', 'httpd');

const JOB = `apiVersion: batch/v1
kind: Job
metadata:
  name: report
spec:
  backoffLimit: 2
  template:
    spec:
      restartPolicy: Never
      initContainers:
        - name: proxy
          image: docker.io/acme/database-proxy:1.8
          restartPolicy: Always
          ports:
            - containerPort: 5432
      containers:
        - name: report
          image: docker.io/acme/report:v4
          env:
            - name: PORT
              value: 5432
            - name: TOKEN
              valueFrom:
                secretKeyRef:
                  name: report
                  key: token
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: reports
`;

export const EXAMPLES: ReadonlyArray<{ readonly name: string; readonly text: string }> = [
  { name: 'HKube spec', text: SPEC },
  { name: 'Spec with mistakes', text: MISTAKES },
  { name: 'Job in YAML', text: JOB },
];
