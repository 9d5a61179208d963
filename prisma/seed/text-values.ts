import type { Faker } from '@faker-js/faker';

/** Makes a text. */
type MakeText = (faker: Faker) => string;

/** Texts by the name of the column. The first match counts. */
const byName: readonly (readonly [RegExp, MakeText])[] = [
  [/e_?mail/, (faker) => faker.internet.email().toLowerCase()],
  [/^(given|first)_?name/, (faker) => faker.person.firstName()],
  [/^(family|last|sur)_?name/, (faker) => faker.person.lastName()],
  [/user_?name|login|nick|handle/, (faker) => faker.internet.username().toLowerCase()],
  [/password|hash|token|secret/, (faker) => faker.string.alphanumeric(32)],
  [/slug/, (faker) => faker.helpers.slugify(faker.lorem.words(3))],
  [/phone|mobile|fax/, (faker) => faker.phone.number()],
  [/avatar|image|picture|photo|cover/, (faker) => faker.image.url()],
  [/url|website|link|homepage|href/, (faker) => faker.internet.url()],
  [/zip|post(al)?_?code/, (faker) => faker.location.zipCode()],
  [/country/, (faker) => faker.location.country()],
  [/city|town/, (faker) => faker.location.city()],
  [/street|address/, (faker) => faker.location.streetAddress()],
  [/state|region|province/, (faker) => faker.location.state()],
  [/colou?r|shade/, (faker) => faker.color.human()],
  [/company|employer|publisher|brand|label/, (faker) => faker.company.name()],
  [/job|role|position|occupation/, (faker) => faker.person.jobTitle()],
  [/currency/, (faker) => faker.finance.currencyCode()],
  [/language|locale/, (faker) => faker.location.language().alpha2],
  [/iban/, (faker) => faker.finance.iban()],
  [/isbn/, (faker) => faker.commerce.isbn()],
  [
    /sku|code|number|reference|serial/,
    (faker) => faker.string.alphanumeric({ length: 8, casing: 'upper' }),
  ],
  [/genre/, (faker) => faker.music.genre()],
  [/headline/, (faker) => sentence(faker, 4, 9)],
  [/title|subject/, (faker) => titleCase(faker.lorem.words({ min: 2, max: 4 }))],
  [
    /bio|summary|description|about|abstract|note|comment|excerpt/,
    (faker) => sentence(faker, 8, 20),
  ],
  [/body|content|text|message|review/, (faker) => paragraph(faker)],
];

/** Words in the names of models whose rows are people. */
const people =
  /user|person|people|author|member|customer|client|student|teacher|employee|contact|artist|actor|player|patient|owner|visitor/;

const nameOfThing: MakeText = (faker) => titleCase(faker.word.noun());

/** The generator of the texts of a column. */
export function textMaker(table: string, column: string): MakeText {
  const name = column.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  const [, make] = byName.find(([words]) => words.test(name)) ?? [];
  if (make) return make;
  if (!/name/.test(name)) return (faker) => faker.lorem.words({ min: 1, max: 3 });
  return people.test(table.toLowerCase()) ? (faker) => faker.person.fullName() : nameOfThing;
}

const titleCase = (text: string) => text.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

function sentence(faker: Faker, min: number, max: number): string {
  return faker.lorem.sentence({ min, max });
}

function paragraph(faker: Faker): string {
  return Array.from({ length: 4 }, () => sentence(faker, 6, 14)).join(' ');
}
