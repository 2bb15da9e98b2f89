/** How much a page takes: whether points are painted, pasted, opened from a file or read from an address. */

/** Most points of a run, of both classes; half as many of each where a data set makes them. */
export const MOST_POINTS = 4000;
/** The limit in words, for the sentence that refuses more. */
export const AT_MOST = `at most ${MOST_POINTS} points can be trained on`;
/** Most points times epochs of a run: it is trained, and its milestones are measured, in a second or two. */
export const MOST_STEPS = 8_000_000;
