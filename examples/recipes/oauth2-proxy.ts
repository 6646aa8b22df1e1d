import { Construct } from 'constructs';
import { SideCar } from 'cdk8s-hkube';

/** What an OAuth2Proxy needs to know. */
export interface OAuth2ProxyProps {
  /** The OpenID Connect provider that signs users in. */
  readonly issuer: string;
  /** Port on which the main container serves; only the proxy calls it. */
  readonly upstreamPort: number;
  /** A Secret with the keys client-id, client-secret and cookie-secret. */
  readonly secretName: string;
}

/** Signs users in before their requests reach the main container. A Service sends them to the port `auth`. */
export class OAuth2Proxy extends SideCar {
  constructor(scope: Construct, id: string, props: OAuth2ProxyProps) {
    const fromSecret = (key: string) => ({ secretKeyRef: { name: props.secretName, key } });
    super(scope, id, {
      image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.7.1',
      args: [
        '--provider=oidc',
        `--oidc-issuer-url=${props.issuer}`,
        '--email-domain=*',
        '--http-address=0.0.0.0:4180',
        `--upstream=http://127.0.0.1:${props.upstreamPort}`,
      ],
      env: {
        OAUTH2_PROXY_CLIENT_ID: fromSecret('client-id'),
        OAUTH2_PROXY_CLIENT_SECRET: fromSecret('client-secret'),
        OAUTH2_PROXY_COOKIE_SECRET: fromSecret('cookie-secret'),
      },
      ports: [{ containerPort: 4180, name: 'auth' }],
      readinessProbe: { httpGet: { path: '/ready', port: 'auth' } },
      livenessProbe: { httpGet: { path: '/ping', port: 'auth' } },
    });
  }
}
