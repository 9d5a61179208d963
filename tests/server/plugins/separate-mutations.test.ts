import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capitalized, EndClient, ends, id } from '../../support/ends.js';

describe.each(ends)('several mutations in one operation, through %s', (_, end) => {
  let client: EndClient;
  beforeAll(async () => {
    client = await EndClient.start(end);
  });
  afterAll(() => client.close());
  const { type, one, many, text, maximum } = end.owner;

  const create = (alias: string, value: string) =>
    `${alias}: create${type}(input: { ${text}: "${value}" }) { ${one} { ${text} } }`;
  const payload = (value: string) => ({ [one]: { [text]: value } });
  const texts = async () => {
    const data = await client.server.run<Record<string, { nodes: Record<string, string>[] }>>(
      `{ ${many} { nodes { ${text} } } }`,
    );
    return data[many]?.nodes.map((node) => node[text]);
  };

  test('each has its own payload, and a failed one is null without affecting the others', async () => {
    const missing = `delete${type}(input: { id: "${id(end.owner, 999_999)}" }) { deleted${type}Id }`;
    const { data, errors } = await client.server.send(
      `mutation { ${create('a', 'a')} ${create('b', 'x'.repeat(maximum + 1))} ${create('c', 'c')} d: ${missing} ${create('e', 'e')} }`,
    );
    expect(data).toEqual({ a: payload('a'), b: null, c: payload('c'), d: null, e: payload('e') });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['b'], 'BAD_USER_INPUT'],
      [['d'], 'NOT_FOUND'],
    ]);
    expect(await texts()).toEqual(['a', 'c', 'e']);
  });

  test('an error inside of a payload does not affect earlier payloads', async () => {
    const clear = `clear${type}${capitalized(end.field)}`;
    const [owner = ''] = await client.create(end.owner, ['f']);
    const { data, errors } = await client.server.send(
      `mutation { ${create('g', 'g')} ${clear}(input: { ${one}Id: "${owner}" }) { removedCount ${one} { ${end.field}(first: -1) { nodes { id } } } } }`,
    );
    expect(data).toEqual({ g: payload('g'), [clear]: null });
    expect(errors?.map(({ path }) => path)).toEqual([[clear, one, end.field]]);
  });
});
