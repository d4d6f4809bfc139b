// What a message of the catalogue is: ICU MessageFormat text, and the parameters that its type tells. Knows no message and no language.

/** One more brace for every one that `Text` opens. */
type Opened<Text, Open extends 1[]> = Text extends `${string}{${infer Rest}`
  ? Opened<Rest, [...Open, 1]>
  : Open

/** What follows the brace that closes what `Text` is inside of: `n, plural, one {# call}} left` gives ` left`. */
type AfterClose<Text, Open extends 1[] = [1]> = Text extends `${infer Head}}${infer Tail}`
  ? Opened<Head, Open> extends [1, ...infer Left extends 1[]]
    ? Left extends []
      ? Tail
      : AfterClose<Tail, Left>
    : ''
  : ''

/** The parameters of a message: `count` of `{count, plural, one {# call} other {# calls}}`. A branch names none of its own. */
export type Params<Text> = Text extends `${string}{${infer Inside}`
  ? Inside extends `${infer Head}}${string}`
    ? (Head extends `${infer Name},${string}` ? Name : Head) | Params<AfterClose<Inside>>
    : never
  : never

export type Value = string | number

/** A message as it is used: text, or a function of its parameters. */
export type Said<Text> = [Params<Text>] extends [never]
  ? string
  : (values: Readonly<Record<Params<Text>, Value>>) => string

/** A catalogue as it is used: the same tree, in the language of the day. */
export type Spoken<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string
    ? Said<Words[Key]>
    : Words[Key] extends null
      ? null
      : Spoken<Words[Key]>
}

/** Any catalogue's tree. */
export type Tree = string | null | { readonly [key: string]: Tree } | readonly Tree[]

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false

/** A list has as many entries as in English, and none of them has parameters. */
type AsLong<List extends readonly string[]> = { readonly [At in keyof List]: string }

/** What a translation must be: the keys of the English words, each with the same parameters, and nothing else. */
export type Fits<Words, English> = {
  readonly [Key in keyof English | keyof Words]: Key extends keyof English
    ? Key extends keyof Words
      ? English[Key] extends string
        ? Same<Params<Words[Key]>, Params<English[Key]>> extends true
          ? string
          : { readonly parametersOfTheEnglish: Params<English[Key]> }
        : English[Key] extends null
          ? null
          : English[Key] extends readonly string[]
            ? AsLong<English[Key]>
            : Fits<Words[Key], English[Key]>
      : English[Key]
    : never
}

/** Does nothing but to hold a translation to the English words: a key or a parameter too few or too many does not compile. */
export const translation =
  <English>() =>
  <const Words>(words: Words & Fits<Words, English>): Words =>
    words
