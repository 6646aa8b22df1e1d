/** Stands for whoever declared a part, such as a construct. Findings about the part are reported there. */
export type Owner = object;
