import { ConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ContainerCondition, SharedVolume, SideCar } from 'cdk8s-hkube';

/** What a VaultAgent needs to know. */
export interface VaultAgentProps {
  /** Address of the Vault server. */
  readonly address: string;
  /** Role of Vault's Kubernetes authentication. */
  readonly role: string;
  /** The files in /vault/secrets: a template of each, by its name. */
  readonly templates: { readonly [file: string]: string };
}

const SECRETS = '/vault/secrets';

/** Keeps secrets of Vault in files for the main container, which starts when all of them are there. */
export class VaultAgent extends SideCar {
  constructor(scope: Construct, id: string, props: VaultAgentProps) {
    const tests = Object.keys(props.templates).map((file) => `test -f ${SECRETS}/${file}`);
    super(scope, id, {
      image: 'docker.io/hashicorp/vault:1.18',
      command: ['vault', 'agent', '-config=/vault/config/agent.hcl'],
      securityContext: { runAsUser: 100, runAsGroup: 1000 },
      startupProbe: { exec: { command: ['sh', '-c', tests.join(' && ')] }, periodSeconds: 1, failureThreshold: 60 },
    });
    const config = new ConfigMap(this, 'config', { data: { 'agent.hcl': agentConfig(props) } });
    const secrets = SharedVolume.fromEmptyDir(this, `${id}-secrets`, { medium: 'Memory', sizeLimit: '1Mi' });
    this.mount('/vault/config', SharedVolume.fromConfigMap(this, `${id}-config`, config), { readOnly: true });
    this.mount('/vault/token', SharedVolume.fromServiceAccountToken(this, `${id}-token`, { audience: 'vault' }), {
      readOnly: true,
    });
    this.mount(SECRETS, secrets);
    this.mainContainer.mount(SECRETS, secrets, { readOnly: true });
    this.mainContainer.addDependency(this, ContainerCondition.HEALTHY);
  }
}

const agentConfig = ({ address, role, templates }: VaultAgentProps) => `disable_mlock = true
vault { address = "${address}" }
auto_auth {
  method "kubernetes" {
    config = { role = "${role}", token_path = "/vault/token/token" }
  }
}
${Object.entries(templates)
  .map(([file, text]) => template(`${SECRETS}/${file}`, text))
  .join('')}`;

const template = (destination: string, text: string) => `template {
  destination = "${destination}"
  contents = <<EOT
${text}
EOT
}
`;
