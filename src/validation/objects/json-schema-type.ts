/** A schema as it stands in a manifest. */
export type JsonSchema = { readonly type?: string | null; readonly [field: string]: any };
