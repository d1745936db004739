/** The reader's language: words, plurals, numbers (Latin digits in both languages) and dates. */
import { dateOf } from "./bins.ts";
import type { Unit } from "./bins.ts";
import { NOT_STATED } from "./columns.ts";
import type { Columns, Kind } from "./columns.ts";
import { STRINGS } from "./strings.ts";
import type { Key, Language } from "./strings.ts";

export class Reader {
  readonly locale: string;
  private readonly plurals: Intl.PluralRules;
  private readonly numbers: Intl.NumberFormat;
  private readonly regions: Intl.DisplayNames;
  private readonly countries = new Map<string, string>();
  private readonly formats: Record<Unit, Intl.DateTimeFormat>;

  /** `shown`: what names of types, actors and the like are called in the reader's language; one that is not there stands as it came. `dates`: the locale of dates, for its names of months. */
  constructor(readonly language: Language, readonly dir: "rtl" | "ltr", private readonly shown: Record<string, string> = {}, dates: string = language) {
    this.locale = language === "ar" ? "ar-u-nu-latn-ca-gregory" : "en-GB-u-ca-gregory";
    this.plurals = new Intl.PluralRules(language);
    this.numbers = new Intl.NumberFormat(this.locale);
    this.regions = new Intl.DisplayNames(language, { type: "region" });
    const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(`${dates === "en" ? "en-GB" : dates}-u-nu-latn-ca-gregory`, { timeZone: "UTC", ...options });
    const day = format({ day: "numeric", month: "short", year: "numeric" });
    this.formats = { day, week: day, month: format({ month: "short", year: "numeric" }), year: format({ year: "numeric" }) };
  }

  say(key: Key, values: Record<string, string | number> = {}): string {
    const entry = STRINGS[this.language][key];
    const text = typeof entry === "string" ? entry : (entry[this.plurals.select(Number(values.n))] ?? entry.other);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === "number" ? this.number(value) : (value ?? "");
    });
  }

  number(value: number): string {
    return this.numbers.format(value);
  }

  date(day: number, unit: Unit = "day"): string {
    return this.formats[unit].format(dateOf(day));
  }

  /** The name of a country by its ISO code, or the code itself. */
  country(code: string): string {
    const known = this.countries.get(code);
    if (known !== undefined) return known;
    const name = this.nameOf(code);
    this.countries.set(code, name);
    return name;
  }

  private nameOf(code: string): string {
    try {
      return this.regions.of(code) ?? code;
    } catch {
      return code; // not a code that the browser's list knows
    }
  }

  value(columns: Columns, kind: Kind, value: number): string {
    if (value === NOT_STATED) return this.say("notStated");
    const name = columns.names[kind][value];
    if (kind === "country") return this.country(name);
    return this.shown[name] ?? name;
  }

  /** The name of a place (an index into `places`); empty where none is stated. */
  place(columns: Columns, index: number): string {
    if (index === NOT_STATED) return "";
    return (this.language === "ar" && columns.placesAr[index]) || columns.places[index];
  }

  precision(figure: number): string {
    return this.say(figure === 1 ? "exact" : figure === 2 ? "near" : figure === 3 ? "wide" : "unknownPrecision");
  }
}
