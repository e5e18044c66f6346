/** Tables of plain English words that several rules of the grader read. Lower case, with straight apostrophes. */

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Articles and auxiliaries carry no fact: they are skipped in the answer and in the rubric's phrases. */
export const AUXILIARIES = set(`
  a an the i is are was were be been being am do does did doing done has have had having will would shall should may might can could must
  i'm we're you're they're it's that's there's i've we've you've they've i'd we'd you'd they'd i'll we'll you'll it'll they'll
`);

/** Auxiliaries that are the verb of their sentence, or stand before it. */
export const FINITE = set('is are was were has have had does do did will would should can could may might must');

/** Adverbs and conditions: skipped in the answer where a phrase has none, but kept where it has: "even load", "take over", "before it serves". */
export const ADVERBS = set(`
  there here just also very really quite even still then thus hence actually basically simply usually often typically etc please well
  if when while until till unless before after during than up out over off down
`);

/** Words that tie others together or stand for them. A phrase keeps them when a single other word would be left: "at once", "only its". */
export const PARTICLES = set(`
  of to in on at by for from with within into onto under about as through across between among via per
  and or against around toward towards upon this that these those some such
  me my mine we us our you your he him his she her it its they them their who whom whose which what where why how whether both either
`);

/** What may stand apart from its verb: "send the payment again", "take it out". */
export const SEPARABLE = set('again out away back up off down over');

/** Particles that a list of terms has too ("rate of change", "per user"), so that they do not show a relation. */
export const LIST_PARTICLES = set('of and or per etc also then well please both such other another');

/** Verbs that are no nouns: terse notes and people who leave articles out relate their words by them alone. */
export const PLAIN_VERBS = set(`
  makes tells sends gets takes goes keeps deletes gives sees finds knows says asks becomes moves waits chooses brings puts comes grows loses
  holds serves sits stays lies dies breaks happens receives removes adds stops starts tries forgets remembers throws
  make tell send get take go keep delete give see find know say become wait choose bring put come grow lose
`);

/** What stands before these two words is what the sentence is about. */
export const CONTRASTS = set('unlike than versus vs compared contrast opposed');

/** Words that open a new clause: a "not" before them does not reach behind them. */
export const CLAUSE_OPENERS = set(`
  but because since so if when while although though whereas unless until till which who whose where therefore however yet instead
  then after before once
`);

/** After "and", these start a new clause, as the subject of its verb. */
export const SUBJECTS = set('i we you he she it they this that these those the a an there');

/** Words that can only be the subject of a verb, or nearly so. */
export const PERSONS = set('i we you he she they');

/** Words that deny what follows them. Contractions with "n't" are read as "not". */
export const NEGATIONS = set('not no never none neither nor nothing nobody nowhere myth misconception');

/** How an answer to a question begins that denies it: "No, …", "Never.", "Not at all." What follows must not be what is denied: "no server". */
export const ANSWERS_NO = set('no nope nah never not wrong');
export const AFTER_NO = set('at really quite because since');

/** Like a negation, but reaching only the next words. */
export const SHORT_NEGATIONS = set('without zero');

/** Words that can stand for a negation ("avoids a rehash") yet often stand in right answers beside the thing itself, so they never take credit away. */
export const SOFT_NEGATIONS = set(`
  avoid avoids avoided avoiding prevent prevents prevented preventing impossible unable refuse refuses stop stops stopped lack lacks
  lacking eliminate eliminates eliminating rather instead skip skips free hardly rarely seldom barely forbid forbids unlikely
`);

/** "Not" before these, or "no" before those, is emphasis and denies nothing. */
export const NOT_DENYING_NEXT = { not: set('only just merely necessarily'), no: set('matter doubt wonder problem surprise'), never: set('mind') } as const;

/** What is said not to be, in a denial that follows: "X is not needed", "X does not happen". */
export const DENIAL_VERBS = set(`
  need needed needs necessary require required requires possible allow allowed happen happens occur occurs exist exists matter matters
  support supported work works useful involved option true case guarantee guaranteed used important there relevant
`);

/** Function words of German, French, Spanish, Italian, Portuguese and Dutch that are no English words. */
export const FOREIGN = set(`
  der das und ist nicht ein eine einen einem einer den dem des mit auf für von zu zum zur wir ich es sie sich wenn dann auch wird werden bei oder
  aber nur nach vor als wie dass durch sind kann muss alle jeder le la les du un une et est que qui pour dans sur avec ce cette nous je il elle
  ne pas plus au aux par se si mais ou donc chaque sont el los las y en por para con uno su lo como pero más este esta cada son
  cuando di che è per non della dei gli nel o os em uma não com mais het een van en niet met op voor dat
`);

/** English function words that other languages have too: they tell nothing. */
export const SHARED_WITH_OTHERS = set('a i on in an me so no am was will he has as at is of per he do or to be over');

/** Contractions as people type them without the apostrophe. */
export const NOT_CONTRACTIONS = set(`
  cannot cant dont doesnt didnt wont isnt arent wasnt werent hasnt havent hadnt shouldnt wouldnt couldnt mustnt neednt aint
`);

/** Words that end in a full stop without ending the sentence. */
export const ABBREVIATIONS = set('e.g eg i.e ie vs etc approx resp incl cf ca fig mr mrs ms dr prof no nr max min avg sec st esp aka a.k.a viz al');

/** How a learner marks a claim as not their own. "Would" counts too, unless it says what the learner would do. */
export const MISTAKE_MARKS = set(`
  myth myths wrong wrongly misleading misconception misconceptions mistake mistakes mistaken mistakenly incorrect incorrectly untrue
  naive naively naïve pitfall pitfalls trap fallacy confuse confused supposedly would wouldn't wouldnt otherwise tempting tempted temptation
`);

/** Past forms after "if": what would happen if it were so, which it is not. */
export const UNREAL = set('were was had made gave took used got lost sent wrote kept did ran went let put stored retried added removed moved asked gave');

/** What begins the other side of a contrast. */
export const SIDES = set('whereas while whilst unlike');

/** The same in two words: [one of these] + [one of those]. */
export const MISTAKE_PAIRS: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = [
  [
    set('people many some everyone candidates beginners often commonly they most'),
    set('think believe say claim assume thinks believes says claims assumes believed assumed'),
  ],
  [set('not'), set('true right correct')],
  [set('might may could'), set('think believe assume')],
  [set('weaker weak worse poor poorer bad flawed fragile'), set('design designs solution solutions approach approaches scheme version answer setup')],
  [set('old previous former legacy existing current present'), set('system service setup implementation design solution approach api')],
];

/** "I avoid that": these turn down what was just said. */
export const TURNING_VERBS = set(`
  avoid avoided avoiding replace replaced replacing reject rejected prevent prevented fix fixed drop dropped discard abandon dismiss
`);

/** "I would not do that": these turn it down where they are denied. */
export const REFUSED_DEEDS = set('do want use accept take choose build trust recommend');

/** "…, which is false." */
export const FALSE_WORDS = set('false wrong nonsense untrue incorrect lie myth rubbish');

/** Words that point back at what was just said. */
export const POINTED_AT = set('that this these those it which');

/** "I avoid this race" still points back. */
export const TRAP_NOUNS = set('problem gap race trap mistake design approach way scheme danger risk issue flaw');

export const SPEAKERS = set("i we i'd we'd i'll we'll");

/** A sentence may open with what it then turns against. */
export const CONDITIONS = set('with if when under using by having keeping storing');

export const HARMS = set(`
  lose loses losing lost break breaks suffer suffers risk risks fail fails leak leaks miss misses crash crashes corrupt corrupts wrong unsafe
  dangerous
`);

/** Whose loss speaks against a design: the learner's own, not that of somebody in an example. */
export const HARM_SUBJECTS = set('i we you one everything everyone everybody');

/** "We lose only a few": no harm. */
export const LITTLE = set('only few little less hardly barely none just');

/** How a sentence begins that may turn against the one before. */
export const TURN_OPENERS = set('so instead therefore hence thus but however yet rather better unfortunately');

/** How a learner says what is there now, to change it. "At present" counts too. */
export const PRESENT_TIME = set('today currently presently');
