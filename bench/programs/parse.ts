/** `parse.js DIRECTORY`: parses the files of a directory by the package that cdk8s reads YAML with, and no more. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { begin } from './report';

begin();
for (const file of readdirSync(process.argv[2])) {
  for (const document of parseAllDocuments(readFileSync(join(process.argv[2], file), 'utf8'))) document.toJS();
}
