import { cdk8s, github, javascript, JsonFile, release } from 'projen';

/** Code outside the library and its tests, under the tests' settings. */
const OTHER_CODE = ['examples', 'bench'];

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-hkube',
  description:
    'Kubernetes pods with sidecars, checked before they are applied: cdk8s constructs for HKube ' +
    'algorithms, sidecars and shared volumes',
  author: 'cdk8s-hkube authors',
  authorAddress: 'cdk8s-hkube@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-hkube/cdk8s-hkube.git',
  keywords: ['cdk8s', 'kubernetes', 'hkube', 'sidecar', 'job', 'validation'],
  license: 'Apache-2.0',
  defaultReleaseBranch: 'main',
  githubOptions: {
    pullRequestLintOptions: {
      semanticTitleOptions: { types: ['feat', 'fix', 'refactor', 'docs', 'test', 'chore'] },
    },
  },
  projenrcTs: true,
  stability: 'experimental',
  // On request, until there is a first release.
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  // The release tool's version 13 needs Node 22.
  bumpPackage: 'commit-and-tag-version@^12',

  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.19.0',
  // The minimum is the floor for users; workflows run with the version that is supported longest.
  workflowNodeVersion: '24',
  // One minor version: newer ones need a newer Node, or change the declarations.
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',

  // The floor of every peer is what the tests run with; .ci/run repeats them with the newest.
  cdk8sVersion: '2.69.0',
  constructsVersion: '10.3.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  // Without dependencies of its own.
  bundledDeps: ['commander@^14'],
  devDeps: [
    // As in ESLint's and webpack's tools: it knows the draft that SARIF's schema is written in.
    'ajv@^6',
    'cdk8s-plus-28@2.5.6',
    'commit-and-tag-version@^12',
    // The floor's: newer functions must not compile.
    '@types/node@^20',
    'fast-check',
    'tsx',
    // Newer than the one that cdk8s brings along.
    'yaml@^2.9.1',
  ],

  // NEVER: without it a normal test run rewrites the snapshots; `npx projen test:update` does that on purpose.
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      // Jest leaves one core idle otherwise, which is half of two.
      maxWorkers: '100%',
      // Ends only what hangs: on a busy machine a test that runs programs may take many seconds.
      testTimeout: 60_000,
      // Properties are tried with the same values in every run.
      setupFiles: ['<rootDir>/test/fast-check.ts'],
      moduleNameMapper: { '^cdk8s-hkube$': '<rootDir>/src' },
    },
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'projenrc', ...OTHER_CODE], prettier: true },
  prettier: true,
  prettierOptions: {
    settings: { printWidth: 120, singleQuote: true },
    ignoreFileOptions: { ignorePatterns: ['*.generated.ts'] },
  },
  tsconfigDev: {
    compilerOptions: { paths: { 'cdk8s-hkube': ['../src/index.ts'] } },
    include: [...OTHER_CODE.map((dir) => `../${dir}/**/*.ts`)],
  },
  sampleCode: false,

  bin: { 'cdk8s-hkube': 'bin/cdk8s-hkube' },

  publishToPypi: { distName: 'cdk8s-hkube', module: 'cdk8s_hkube' },
  publishToMaven: {
    javaPackage: 'io.github.cdk8shkube',
    mavenGroupId: 'io.github.cdk8s-hkube',
    mavenArtifactId: 'cdk8s-hkube',
  },
  publishToGo: { moduleName: 'github.com/cdk8s-hkube/cdk8s-hkube-go' },

  gitignore: ['/dist/', '*.tgz', '.jsii.tabl.json', '__pycache__/', '/site/.pages/', '/site/.vitepress/cache/'],
});
for (const path of [
  '/.ci/',
  '/.pre-commit-hooks.yaml',
  '/bench/',
  '/docs/',
  '/examples/',
  '/site/',
  '/CONTRIBUTING.md',
  '/SECURITY.md',
]) {
  project.addPackageIgnore(path);
}

// Of 1.13.0 some platforms' packages are missing in the registry, and without them npm ci refuses the lock file.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

project.eslint!.addRules({
  // Circles load half-initialized modules.
  'import/no-cycle': ['error'],
  // Prettier breaks neither comments nor texts. Imports cannot be broken.
  'max-len': ['error', { code: 120, ignorePattern: '^import ' }],
});
// The site is not published: all that it imports is for development.
for (const pattern of ['site/**', 'site/.vitepress/**']) project.eslint!.allowDevDeps(pattern);
// Node's test runner waits for its tests.
const AWAITED = { from: 'package', package: 'node:test', name: ['test', 'describe'] };
project.eslint!.addOverride({
  files: ['site/test/*.ts'],
  rules: { '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [AWAITED] }] },
});
// Examples import the library by its name.
project.eslint!.config.settings['import/resolver'].typescript.project = './test/tsconfig.json';

for (const dir of OTHER_CODE) {
  new JsonFile(project, `${dir}/tsconfig.json`, { obj: { extends: '../test/tsconfig.json', include: ['**/*.ts'] } });
}

const TASKS = {
  fuzz: [
    'Compares the rules with the API server of KUBECONFIG: npm run fuzz -- --count N --seed S',
    'test/e2e/fuzz.ts',
  ],
  e2e: [
    'Runs the examples and the scenarios of docs/lifetime.md on the cluster of KUBECONFIG: npm run e2e -- ' +
      'NAME… [--images]',
    'test/e2e/e2e.ts',
  ],
  bench: [
    'Times the library next to programs that do the same without it: npm run bench -- [--quick] [NAME…]',
    'bench/main.ts',
  ],
  pictures: ['Writes the pictures of the guides into docs/pictures', 'test/docs/pictures.ts'],
  synth: ['Synthesizes the examples into dist/examples', 'examples/synth.ts'],
  sarif: ['Compares SARIF logs of our own with the schema of the standard', 'test/tools/sarif.ts'],
  editors: ['Tries the JSON Schemas in the language servers of editors', 'test/tools/editors.ts'],
  parity: [
    'Compares our worker Jobs with those that HKube made: npm run parity -- FILE [--print ID]',
    'test/hkube/parity.ts',
  ],
};
for (const [name, [description, file]] of Object.entries(TASKS)) {
  project.addTask(name, { description, exec: `tsx --tsconfig test/tsconfig.json ${file}`, receiveArgs: true });
}
// TypeScript takes objects of every later cdk8s-plus.
project.compileTask.exec('tsx projenrc/declarations.ts');
project
  .addTask('schema', {
    description: 'Writes the Kubernetes schema, the pod types, the feature gates and the time zones anew; needs Go',
  })
  .exec(
    ['kubernetes-schema', 'pod-types', 'feature-gates', 'time-zones']
      .map((program) => `tsx projenrc/${program}.ts`)
      .join(' && '),
  );
// The site has packages of its own, so that those of the library stay as they are.
const SITE_CODE = ['build', 'try', 'test', '.vitepress/theme'].map((dir) => `site/${dir}`).join(' ');
project.addTask('site', { description: 'Builds the site into dist/site' }).exec(
  // Some of them need Node 22.
  "npx --yes -p node@24 -c '" +
    'npm ci --prefix site --no-audit --no-fund && tsx --tsconfig site/tsconfig.json site/build/main.ts' +
    "'",
);
project
  .addTask('site:test', {
    description: 'Checks the code of the site, and tests the built site in Chromium (CHROMIUM names another one)',
  })
  .exec(
    `tsc --noEmit -p site/tsconfig.json && ESLINT_USE_FLAT_CONFIG=false eslint --ext .ts ${SITE_CODE} && ` +
      'tsx --test site/test/*.test.ts',
  );
const pages = project.github!.addWorkflow('site');
pages.on({ workflowDispatch: {} });
pages.addJobs({
  deploy: {
    runsOn: ['ubuntu-latest'],
    permissions: {
      contents: github.workflows.JobPermission.READ,
      pages: github.workflows.JobPermission.WRITE,
      idToken: github.workflows.JobPermission.WRITE,
    },
    environment: { name: 'github-pages' },
    // Where GitHub Pages serves the pages of a project.
    env: { CI: 'true', SITE_BASE: '/cdk8s-hkube/' },
    steps: [
      github.WorkflowSteps.checkout(),
      ...project.renderWorkflowSetup({ mutable: false }),
      { name: 'Build', run: 'npm run site' },
      { name: 'Test', run: 'npm run site:test' },
      { name: 'Upload', uses: 'actions/upload-pages-artifact@v4', with: { path: 'dist/site' } },
      { name: 'Deploy', uses: 'actions/deploy-pages@v4' },
    ],
  },
});
// Each program loads the part of the library that it uses.
project.compileTask.exec('tsx projenrc/lazy-modules.ts');

// The programs of the README and of doc comments in other languages.
project.postCompileTask.exec('tsx projenrc/rosetta.ts');
// projen's task cannot add our module to the package, nor the README in Python.
project.tasks.tryFind('package:python')!.reset('tsx projenrc/python-package.ts');
const python = project.addTask('python', {
  description: 'Packages the library for Python, and compares it with TypeScript in a new virtual environment',
});
python.spawn(project.compileTask);
python.exec('tsx projenrc/rosetta.ts');
python.spawn(project.tasks.tryFind('package:python')!);
python.exec('tsx --tsconfig test/tsconfig.json test/bindings/python.ts');
const bindings = project.addTask('bindings', {
  description: 'Compiles and runs the quick start in Java and Go; needs a JDK with Maven, and Go',
});
bindings.spawn(project.compileTask);
bindings.exec('tsx --tsconfig test/tsconfig.json test/bindings/java-and-go.ts');
// projen has no option for them.
project
  .tryFindObjectFile('package.json')!
  .addOverride('jsii.targets.python.classifiers', [
    'Intended Audience :: System Administrators',
    'Topic :: Software Development :: Code Generators',
    'Topic :: System :: Clustering',
  ]);

// ts-jest transpiles one file at a time; types are checked once, for everything.
project.testTask.prependExec('tsc --noEmit -p test/tsconfig.json');

// `projen package` would build every language; those are made on request (package:python …).
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js')!);

project.synth();
