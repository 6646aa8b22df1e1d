import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectsIn } from './object-names';
import { perPass } from './pass';
import { printedObject } from './printed';

/** The construct whose pods are the first in the app to mount a claim. */
export function firstClaimUser(root: IConstruct, claim: ApiObject): IConstruct | undefined {
  return claimUsers(root).get(claim);
}

const claimUsers = perPass((root: IConstruct): ReadonlyMap<ApiObject, IConstruct> => {
  const users = new Map<ApiObject, IConstruct>();
  for (const object of objectsIn(root)) {
    const printed = printedObject(object);
    for (const claim of claimsOf(printed?.claims)) {
      if (!users.has(claim)) users.set(claim, printed!.owner);
    }
  }
  return users;
});

/** An object that can't be rendered mounts nothing, and is reported elsewhere. */
function claimsOf(claims: (() => readonly ApiObject[]) | undefined): readonly ApiObject[] {
  try {
    return claims?.() ?? [];
  } catch {
    return [];
  }
}
