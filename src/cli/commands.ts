/** The commands: how each is called, and what it does. */

import { Option } from 'commander';
import { convert } from './convert';
import { diagram, DIAGRAM_FORMATS } from './diagram';
import { diff } from './diff';
import { explain } from './explain';
import { featureGates, gatesOption } from './gates-option';
import type { Io } from './io';
import {
  clusterOptions,
  clusterOptionsOption,
  excludeOption,
  Given,
  ignore,
  listOption,
  minor,
  minors,
  namespace,
  outdir,
  outputOption,
  podSecurityOption,
  reportOption,
  schedule,
  scheduleOption,
  versionOption,
  warningsAsErrorsOption,
  workloadOption,
} from './options';
import { schema } from './schema';
import { synth, SYNTH_FORMATS } from './synth';
import { validate } from './validate';
import { NEWEST_MINOR } from '../apimachinery/schema';
import { LANGUAGES } from '../convert/scope';
import { PLAIN_WORKLOADS } from '../hkube/rendered-spec';
import { UPDATE_METHODS } from '../validation/update/validate-update';

/** A command. Help follows from all but `run`. */
export interface CliCommand {
  readonly name: string;
  readonly description: string;
  /** Arguments, each with what it is: `<FILE...>`. */
  readonly args: Readonly<Record<string, string>>;
  readonly options: readonly Option[];
  /** What its help tells before the examples. @default - what a FILE is, and what exit codes mean */
  readonly help?: string;
  readonly examples: readonly string[];
  /** Does it, and answers with the exit code. */
  run(args: readonly any[], options: Given, io: Io): Promise<number>;
}

const FILES_HELP = `FILE is a JSON or YAML file (read as kubectl reads it), a directory with all
that is in it (.json, .yaml, .yml), a pattern in quotes ('specs/**/*.json'), or
- for standard input.

Exit codes: 0 all is fine, 1 something is wrong with the files, 2 something is
wrong with the command.`;

const EXPLAIN_HELP = `With a NAME, labels or a namespace it runs kubectl. Otherwise it reads what
kubectl printed from standard input: JSON or YAML, lists or objects. Include
events, which Kubernetes keeps for an hour. To look for a NAME in standard
input, add -f -.

Exit codes: 0 nothing is wrong, 1 something is wrong, 2 the command is wrong or
there is nothing to explain.`;

const SCHEMA_HELP = `A spec names it as "$schema": "hkube-spec.schema.json" in JSON, or in YAML as
# yaml-language-server: $schema=hkube-spec.schema.json`;

/** The help of a command after its options. */
export const helpOf = ({ help = FILES_HELP, examples }: CliCommand) =>
  `\n${help}\n\nExamples:\n${examples.map((line) => `  ${line}`).join('\n')}`;

/** What the commands that read specs have in common. */
const ofSpecs = (files: readonly string[], options: Given) => ({
  exclude: options.exclude,
  workload: options.workload,
  podSecurity: options.podSecurity,
  clusterOptions: clusterOptions(options, files),
});

const SYNTH: CliCommand = {
  name: 'synth',
  description: 'Turns HKube specs into Kubernetes manifests.',
  args: { '<FILE...>': 'HKube specs' },
  options: [
    new Option('--outdir <DIR>', 'write NAME.k8s.yaml files into this directory, instead of all to standard output'),
    outputOption('format of the manifests', SYNTH_FORMATS),
    workloadOption('what runs the algorithm; hkube is the worker Job that HKube itself creates'),
    scheduleOption(),
    new Option('-n, --namespace <NS>', 'namespace of the manifests'),
    versionOption('version of the cluster'),
    gatesOption(),
    podSecurityOption('fill in what the standard asks for, and hold the pods to it'),
    clusterOptionsOption(),
    excludeOption(),
  ],
  examples: [
    'cdk8s-hkube synth print.json | kubectl apply -f -',
    'cdk8s-hkube synth specs/ --outdir manifests --namespace batch',
    "cdk8s-hkube synth print.json --workload cronjob --schedule '0 3 * * *'",
    'cat print.json | cdk8s-hkube synth - --workload hkube --cluster-options cluster.yaml',
  ],
  run: ([files], options, io) =>
    synth(
      files,
      {
        outdir: outdir(options),
        output: options.output,
        schedule: schedule(options),
        namespace: namespace(options),
        kubernetesVersion: options.kubernetesVersion,
        minor: minor(options),
        featureGates: featureGates(options, [minor(options)]),
        ...ofSpecs(files, options),
      },
      io,
    ),
};

const VALIDATE: CliCommand = {
  name: 'validate',
  description: 'Validates HKube specs and Kubernetes manifests.',
  args: { '<FILE...>': 'HKube specs and manifests' },
  options: [
    reportOption(),
    workloadOption('what runs the algorithms of specs, as for synth'),
    versionOption('version that judges, or versions, such as 1.34..1.37'),
    gatesOption(),
    podSecurityOption('hold the pods to this Pod Security Standard'),
    clusterOptionsOption(),
    excludeOption(),
    listOption('--ignore <RULE>', 'report no warnings of this rule, such as WARN-IMAGE-LATEST; repeatable'),
    listOption('--skip <KIND>', "don't validate objects of this kind, such as RayJob; repeatable"),
    warningsAsErrorsOption(),
    new Option('--fail-on-not-validated', 'exit code 1 when custom resources or other files were not validated'),
  ],
  examples: [
    'cdk8s-hkube validate print.json manifests/',
    "cdk8s-hkube validate 'specs/**/*.yaml' --kubernetes-version 1.31 --warnings-as-errors",
    'kubectl get jobs -A -o yaml | cdk8s-hkube validate - --output junit > report.xml',
    'cdk8s-hkube validate . --output sarif > report.sarif',
  ],
  run: ([files], options, io) =>
    validate(
      files,
      {
        output: options.output,
        // Any will do: it is not a part of the spec.
        schedule: '0 0 * * *',
        minors: minors(options),
        featureGates: featureGates(options, minors(options)),
        ignore: ignore(options),
        skip: options.skip,
        warningsAsErrors: options.warningsAsErrors === true,
        failOnNotValidated: options.failOnNotValidated === true,
        ...ofSpecs(files, options),
      },
      io,
    ),
};

const DIFF: CliCommand = {
  name: 'diff',
  description: 'Shows what becomes of the objects of OLD when NEW is applied, and what the API server refuses.',
  args: {
    '<OLD>': 'manifests that were applied, or objects as the cluster has them',
    '<NEW>': 'manifests that take their place',
  },
  options: [
    reportOption(),
    new Option('-m, --method <METHOD>', 'how NEW gets into the cluster').choices(UPDATE_METHODS).default('apply'),
    versionOption('version that judges'),
    gatesOption(),
    warningsAsErrorsOption(),
  ],
  examples: [
    'cdk8s-hkube diff main/dist branch/dist',
    'kubectl get jobs,services -o yaml | cdk8s-hkube diff - dist/app.k8s.yaml',
  ],
  run: ([before, after], options, io) =>
    diff(
      before,
      after,
      {
        output: options.output,
        method: options.method,
        minor: minor(options),
        featureGates: featureGates(options, [minor(options)]),
        warningsAsErrors: options.warningsAsErrors === true,
      },
      io,
    ),
};

const DIAGRAM: CliCommand = {
  name: 'diagram',
  description: 'Draws the pods of HKube specs and Kubernetes manifests, as Mermaid flowcharts.',
  args: { '<FILE...>': 'HKube specs and manifests' },
  options: [
    outputOption('Markdown with a diagram for each workload, or the one diagram', DIAGRAM_FORMATS),
    workloadOption('what runs the algorithms of specs, as for synth'),
    scheduleOption(),
    clusterOptionsOption(),
    excludeOption(),
  ],
  examples: [
    'cdk8s-hkube diagram print.json > review.md',
    'kubectl get deployment web -o yaml | cdk8s-hkube diagram - -o mermaid',
  ],
  run: ([files], options, io) =>
    diagram(
      files,
      { output: options.output, schedule: schedule(options), minor: NEWEST_MINOR, ...ofSpecs(files, options) },
      io,
    ),
};

const CONVERT: CliCommand = {
  name: 'convert',
  description: 'Turns HKube specs and Kubernetes manifests into a program that declares them with this library.',
  args: { '<FILE...>': 'HKube specs and manifests' },
  options: [
    new Option('-l, --language <LANGUAGE>', 'language of the program').choices(LANGUAGES).default(LANGUAGES[0]),
    new Option('--omit-defaults', 'leave out what the API server fills in with the same values'),
    new Option('--outdir <DIR>', 'write main.ts or main.py into this directory, instead of to standard output'),
    workloadOption('what runs the algorithms of specs, as for synth', PLAIN_WORKLOADS),
    scheduleOption(),
    versionOption('version of the cluster'),
    excludeOption(),
  ],
  examples: [
    'cdk8s-hkube convert deployment.yaml > main.ts',
    'cdk8s-hkube convert manifests/ --language python --outdir app',
    'kubectl get deployment web -o yaml | cdk8s-hkube convert -',
  ],
  run: ([files], options, io) =>
    convert(
      files,
      {
        language: options.language,
        omitDefaults: options.omitDefaults === true,
        outdir: outdir(options),
        workload: { kind: options.workload, schedule: schedule(options) },
        kubernetesVersion: `1.${minor(options)}`,
        exclude: options.exclude,
      },
      io,
    ),
};

const EXPLAIN: CliCommand = {
  name: 'explain',
  description: 'Explains why pods and the workloads that run them fail, and what to change.',
  args: { '[NAME]': 'name of a workload or pod, or of the algorithm (label app.kubernetes.io/name)' },
  options: [
    new Option('-l, --selector <LABELS>', 'label selector, as for kubectl'),
    new Option('-n, --namespace <NS>', "namespace (default: kubectl's)"),
    new Option('-f, --file <FILE...>', 'what kubectl printed, instead of asking it; - is standard input'),
    new Option('--context <NAME>', 'context of kubectl'),
    outputOption('how the report is printed', ['text', 'json']),
  ],
  help: EXPLAIN_HELP,
  examples: [
    'cdk8s-hkube explain print',
    'cdk8s-hkube explain -l app.kubernetes.io/name=print -n batch',
    'kubectl get pods,jobs,events -o json | cdk8s-hkube explain',
  ],
  run: ([name], options, io) =>
    explain(
      {
        name,
        selector: options.selector,
        namespace: namespace(options),
        files: options.file,
        context: options.context,
        output: options.output,
      },
      io,
    ),
};

const SCHEMA: CliCommand = {
  name: 'schema',
  description: 'Prints a JSON Schema for editors.',
  args: { '[NAME]': 'what it is of: spec (default), or cluster for --cluster-options' },
  options: [],
  help: SCHEMA_HELP,
  examples: ['cdk8s-hkube schema > hkube-spec.schema.json', 'cdk8s-hkube schema cluster > hkube-cluster.schema.json'],
  run: ([name = 'spec'], _, io) => schema(name, io),
};

export const COMMANDS: readonly CliCommand[] = [SYNTH, VALIDATE, DIFF, DIAGRAM, CONVERT, EXPLAIN, SCHEMA];
