/**
 * Compiles and runs the programs of docs/java-and-go.md, and compares their manifests with those of the README's quick
 * start. The code of cdk8s and cdk8s-plus-28 is generated, too, so that no registry needs to have it. Needs a JDK with
 * Maven, and Go; the library must be compiled.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { differenceOf, Outcome, Results, runProgram, runTypeScript } from './programs';
import { blocksOf } from '../fixtures/doc-blocks';

const OUT = path.resolve('dist/bindings');
const PACKAGES = ['node_modules/cdk8s', 'node_modules/cdk8s-plus-28', '.'];
const { devDependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
/** The last one that cdk8s-plus-28 compiles with. */
const CONSTRUCTS_GO = 'v10.4.2';

const program = (language: string) => blocksOf(fs.readFileSync('docs/java-and-go.md', 'utf8'), language)[0];

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

const run = (cwd: string, command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });

function generate(): void {
  fs.rmSync(OUT, { recursive: true, force: true });
  const targets = ['--target', 'java', '--target', 'go'];
  run('.', 'npx', 'jsii-pacmak', '--code-only', '--no-npmignore', ...targets, '--outdir', OUT, ...PACKAGES);
}

/** All generated sources in one project, since Maven would look for cdk8s and cdk8s-plus in its repositories. */
async function java(): Promise<Outcome> {
  const folder = path.join(OUT, 'java-app');
  fs.mkdirSync(folder);
  fs.renameSync(path.join(OUT, 'java', 'src'), path.join(folder, 'src'));
  write(path.join(folder, 'src/main/java/Main.java'), program('java'));
  write(path.join(folder, 'pom.xml'), pom());
  run(folder, 'mvn', '--batch-mode', '--quiet', 'compile', 'dependency:build-classpath', '-Dmdep.outputFile=classpath');
  const classpath = `target/classes:${fs.readFileSync(path.join(folder, 'classpath'), 'utf8')}`;
  return runProgram('java', ['-cp', classpath, 'Main'], folder);
}

function dependency(groupId: string, artifactId: string, version: string): string {
  const fields = Object.entries({ groupId, artifactId, version }).map(([name, text]) => `<${name}>${text}</${name}>`);
  return `<dependency>${fields.join('')}</dependency>`;
}

function pom(): string {
  const { version } = JSON.parse(fs.readFileSync('node_modules/jsii-pacmak/package.json', 'utf8'));
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>app</groupId><artifactId>app</artifactId><version>1</version>
  <properties>
    <maven.compiler.source>11</maven.compiler.source>
    <maven.compiler.target>11</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    ${dependency('software.constructs', 'constructs', devDependencies.constructs)}
    ${dependency('software.amazon.jsii', 'jsii-runtime', version)}
    ${dependency('org.jetbrains', 'annotations', '24.1.0')}
    ${dependency('javax.annotation', 'javax.annotation-api', '1.3.2')}
  </dependencies>
</project>
`;
}

async function go(): Promise<Outcome> {
  const folder = path.join(OUT, 'go-app');
  write(path.join(folder, 'main.go'), program('go'));
  const modules = fs.readdirSync(path.join(OUT, 'go')).map((name) => {
    const source = path.join(OUT, 'go', name);
    const [, module] = /^module (\S+)$/m.exec(fs.readFileSync(path.join(source, 'go.mod'), 'utf8'))!;
    return { module, source };
  });
  const replaced = modules.map(({ module, source }) => `replace ${module} => ${source}`);
  const pin = 'github.com/aws/constructs-go/constructs/v10';
  write(
    path.join(folder, 'go.mod'),
    ['module app', 'go 1.25', `require ${pin} ${CONSTRUCTS_GO}`, ...replaced, ''].join('\n'),
  );
  run(folder, 'go', 'mod', 'tidy');
  run(folder, 'go', 'build', '-o', 'app', '.');
  return runProgram(path.join(folder, 'app'), [], folder);
}

async function main(): Promise<void> {
  const results = new Results();
  generate();
  const [quickStart] = blocksOf(fs.readFileSync('README.md', 'utf8'), 'ts');
  const file = path.join(OUT, 'main.ts');
  write(file, quickStart);
  const expected = await runTypeScript(file);
  for (const [name, make] of Object.entries({ java, go })) {
    await results.add(name, async () => differenceOf(expected, await make()));
  }
  results.report();
}

void main();
