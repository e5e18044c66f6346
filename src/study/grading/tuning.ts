/** Every number of the grader that was chosen rather than derived, with the reason for it. */

/** Text beyond this is not read. Twice what a form carries: only an import or an attack is longer. Characters. */
export const ANSWER_READ_CHARACTERS = 6000;

/** The lowest score of each band. Fixed once on the development set; people see the bands, so they do not move per question. */
export const BAND_CUTS = { partial: 34, strong: 76 } as const;

/** What a point is worth when its groups meet within 1, 2 or 3 sentences: the further apart, the likelier they meet by chance. */
export const WINDOW_CREDITS = [1, 0.9, 0.75] as const;

/** Of a point's credit when one of its three or more groups is missing. Below half: the missing one may be the heart of it. */
export const PARTLY_CREDIT = 0.4;

/** With fewer groups "all but one" is a single idea, and any answer on the topic has that. */
export const PARTLY_MIN_GROUPS = 3;

/** The share of the weights that earns the full score: no good answer says everything, and the matcher misses some of what it says. */
export const FULL_COVERAGE = 0.85;

/**
 * Points of this level are extra credit: they earn, but a full score does not need them. On the development set answers that
 * experts call strong rarely reach them. Where a rubric is mostly of that level, so much of its weight is needed all the same.
 */
export const EXTRA = { level: 'staff', leastNeeded: 0.5 } as const;

/**
 * The most weight that a full score needs: about six points. Nobody says more in one answer, so that a rich rubric opens more ways to
 * a full score rather than asking for more.
 */
export const MOST_NEEDED = 12;

/** Taken off the score for each misconception, on top of the points it cancels: a wrong fact is worse than a missing one. */
export const MISCONCEPTION_COST = 0.05;

/** The best score with so many misconceptions: with two an answer is no more than partial, with three it is weak, whatever else it says. */
export const CEILINGS = [100, 100, 69, 33] as const;

/** From so many misconceptions on, and if they are as many as the points it covers, an answer is more wrong than right and earns nothing. */
export const MOSTLY_WRONG = 2;

/** So many sentences after a misconception may correct it together ("But then both miss. So I insert first."). Further on, one alone must. */
export const TURN_SENTENCES = 2;

/** Depth: the score is halved for an answer without words and whole from `words` on. A two-line answer leaves no room for reasons. */
export const DEPTH = { floor: 0.5, words: 60 } as const;

/** In so many words a good answer says everything; a longer one that says a share of it should need that share of them. */
export const FOCUS_WORDS = 540;

/** Below this the card says that the answer is short. A learner needs about two sentences to say one thing and why. Words. */
export const SHORT_WORDS = 25;

/** How many content words after "not" it still denies: "does not move all of the other cached keys" reaches "keys". */
export const NEGATION_REACH = 5;

/** "Without" and its like deny the phrase that follows, not the clause: "without a partition you get both". Content words. */
export const NEGATION_REACH_SHORT = 2;

/** What may stand between commas after a "not" that still denies what comes after: "must not, for reasons of speed, move". Tokens. */
export const INTERRUPTION_TOKENS = 8;

/** A denial that follows what it denies ("Redis is really not needed") stands close to it. Tokens. */
export const DENIAL_AFTER_TOKENS = 5;

/** The list rule: this many segments in a row, each of at most so many words and with no function word, are a list of terms. */
export const LIST = { segments: 4, words: 5 } as const;

/** So many short sentences that begin with the same two words are one list in sentences' clothes: "It has a ring. It has keys. …" */
export const FRAME = { words: 12, sentences: 4, opening: 2 } as const;

/** Above this share of listed words the card says that the answer is a list. */
export const LIST_REMARK_SHARE = 0.25;

/** Above this share of listed words what is left over is only the list's frame ("I would use …, and then …"), and earns nothing. */
export const LIST_ONLY_SHARE = 0.6;

/** A sentence with more listed words than this is all list: its other words only introduce the terms. */
export const LIST_SENTENCE_SHARE = 0.5;

/** Text with fewer function words than this is no English prose: a list without commas. Real terse notes stay above 0.12. */
export const LIST_FUNCTION_SHARE = 0.08;

/** Too few words to judge the share of function words by. */
export const LIST_MIN_WORDS = 12;

/**
 * When an answer is taken for another language than English, or for none. It needs so many words or, for scripts without blanks,
 * letters. Then either so many of its words are function words of other languages, and twice as many as English ones; or hardly
 * any is English (less than in terse notes) and the rest is not known as terms either.
 */
export const LANGUAGE = { words: 12, letters: 60, foreignShare: 0.15, englishShare: 0.08, knownShare: 0.4 } as const;

/**
 * Where the rules are unsure, so that a judge is asked: credits between these (a missing idea, or ideas far apart), and points at 0
 * in answers of more words than this, where something was said that no wording of the rubric met.
 */
export const UNSURE = { from: 0.3, to: 0.8, words: 60 } as const;

/**
 * A judge's proof: at least so many words, as fewer stand in any answer; within so many sentences, as for the rules; and the same
 * words for at most so many points, with so many different words of the point in them, as who calls everything covered often shows the same sentence for all of it.
 */
export const PROOF = { words: 3, sentences: 3, points: 2, shared: 2 } as const;

/** A longer sentence is cut at a comma or semicolon: 55 words in one window would meet by chance. Characters. */
export const SENTENCE_CHARACTERS = 320;

/** A line at least this long that ends without a stop goes on in the next one, if that starts in lower case. Characters. */
export const SOFT_WRAP_CHARACTERS = 40;

/** Longer "words" are keys, hashes or noise: left unstemmed, which also keeps the stemmer's expressions on short input. Characters. */
export const STEM_CHARACTERS = 30;

/** How far a verb may stand from its particle: "take the last box out again". Tokens. */
export const SEPARABLE_TOKENS = 5;

/**
 * Below this mean of the table in order.ts a text is taken for shuffled words. Pieces of our texts and of the development set, chat
 * and non-native, have 0.6 at the least from 48 pairs on; shuffled, one in a hundred has 0.3. With fewer pairs chance has more to say:
 * for each one less the mean must be lower by the slope, and below the fewest nothing is said.
 */
export const ORDER = { pairs: 48, least: 0, slope: 0.045, fewest: 26 } as const;

/**
 * When an answer denies nearly all that it says: in so many of its sentences, at so many of its auxiliary verbs, or as often as once
 * in twenty words; each only where there is enough of it to judge by. Of the right answers in the development set the highest have a
 * third of the sentences, a third of the verbs, and once in 25 words.
 */
export const BLANKET = { sentences: 5, share: 0.5, verbs: 5, verbShare: 0.75, negations: 5, density: 0.05 } as const;

/** Shorter words are not mended: too many real ones lie one letter apart. Characters. */
export const TYPO_CHARACTERS = 5;
