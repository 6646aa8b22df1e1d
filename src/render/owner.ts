/** Identifies the declarer of a part, such as a construct. Findings about the part are reported there. */
export type Owner = object;
