/** Converts manifests and HKube specs into a program that declares them with this library. */

import { chartCode, ChartNames, ConvertOptions, SourceFile } from './chart';
import { pythonProgram } from './python';
import { typescriptProgram } from './typescript';

/** The program that synthesizes the objects of files: a chart for each file. */
export function convert(files: readonly SourceFile[], options: ConvertOptions): string {
  const names = new ChartNames();
  const charts = files.map((file) => chartCode(file, names, options));
  return options.language === 'python' ? pythonProgram(charts) : typescriptProgram(charts);
}
