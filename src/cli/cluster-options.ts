/** The file that `--cluster-options` names. */

import type { Diagnostics } from './diagnostics';
import { documentsOf } from './documents';
import { findSources } from './files';
import { Io, WrongUse } from './io';
import { reportOn, unreadable } from './object-report';
import { Validation } from '../apimachinery/finding';
import { ClusterOptions, readClusterOptions } from '../hkube/cluster-options';

/** The settings of HKube's cluster; HKube's own when no file is named. What is wrong with them is told. */
export async function clusterOptionsOf(
  file: string | undefined,
  minor: number,
  io: Io,
  diagnostics: Diagnostics,
): Promise<ClusterOptions> {
  if (file === undefined) return {};
  const [source] = findSources([file], io.cwd);
  if (!source.isNamed) throw new WrongUse(`--cluster-options ${file}: name one file`);
  let cluster: ClusterOptions | undefined;
  for await (const document of documentsOf(source, io)) {
    const problems = cluster
      ? [`${source.name}:${document.line}:1: a second document: the options are one`]
      : document.problems;
    if (problems.length > 0) {
      diagnostics.tell(unreadable(source.name, problems));
      break;
    }
    const v = new Validation(minor);
    cluster = readClusterOptions(document.value, v);
    diagnostics.tell(reportOn(document, 'cluster options', v.findings));
  }
  return cluster ?? {};
}
