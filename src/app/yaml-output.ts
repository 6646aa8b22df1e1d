import { Yaml } from 'cdk8s';
import { YamlPrinter } from '../text/yaml-printer';

/** Prints as cdk8s does, faster. */
export function yamlPrinter(): YamlPrinter {
  const { stringify } = Yaml;
  return new YamlPrinter((...documents) => stringify.call(Yaml, ...documents));
}

/** Runs something, during which cdk8s prints and saves YAML by such a printer. */
export function withYamlPrinter<T>(run: () => T): T {
  const { stringify } = Yaml;
  const printer = yamlPrinter();
  Yaml.stringify = (...documents) => printer.print(...documents);
  try {
    return run();
  } finally {
    Yaml.stringify = stringify;
  }
}
