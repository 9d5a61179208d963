import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capitalized, EndClient, ends, id } from '../../support/ends.js';

describe.each(ends)('a failed mutation through %s', (_, end) => {
  let client: EndClient;
  let owner: string;
  let targets: string[];
  const nobody = (index: number) => id(end.target, 1_000_000 + index);
  const noOwner = id(end.owner, 1_000_000);
  const verbs = ['add', 'set', 'remove', 'clear'] as const;
  const [ownerArgument, targetsArgument] = [`input.${end.owner.one}Id`, `input.${end.singular}Ids`];

  beforeAll(async () => {
    client = await EndClient.start(end);
    [owner = ''] = await client.create(end.owner, ['owner']);
    targets = await client.create(end.target, ['a', 'b', 'c']);
    await client.change('set', owner, targets.slice(0, 2));
  });
  afterAll(() => client.close());

  /** All links, and the rows of both types. */
  const state = async () => {
    const list = ({ many, text }: typeof end.owner) =>
      `${many}(first: 100) { totalCount nodes { id ${text} } }`;
    return [
      await client.links(),
      await client.server.run(`{ ${list(end.owner)} ${list(end.target)} }`),
    ];
  };
  /** Sends a mutation that must fail without a change, and returns the error's extensions. */
  const failing = async (document: string, variables: object) => {
    const before = await state();
    const { data, errors } = await client.server.send(document, variables);
    expect(await state()).toEqual(before);
    // A failed mutation is null; a request that was not executed has no data.
    for (const payload of Object.values(data ?? {})) expect(payload).toBeNull();
    expect(errors).toHaveLength(1);
    expect(client.server.logged).toEqual([]);
    return errors?.[0]?.extensions;
  };
  const fail = (verb: (typeof verbs)[number], of: string, list?: readonly unknown[]) =>
    failing(
      client.document(verb),
      client.input(of, verb === 'clear' ? undefined : (list as string[] | undefined)),
    );

  test('with an owner that does not exist is NOT_FOUND', async () => {
    for (const verb of verbs) {
      expect(await fail(verb, noOwner, targets)).toEqual({
        code: 'NOT_FOUND',
        argument: ownerArgument,
        ids: [noOwner],
      });
    }
  });

  test('with targets that do not exist is NOT_FOUND for add and set, with each missing ID once', async () => {
    const many = [
      ...targets,
      ...Array.from({ length: 1000 }, () => targets[0] ?? ''),
      nobody(1),
      nobody(2),
      nobody(1),
    ];
    for (const verb of ['add', 'set'] as const) {
      expect(await fail(verb, owner, many)).toEqual({
        code: 'NOT_FOUND',
        argument: targetsArgument,
        ids: [nobody(1), nobody(2)],
      });
    }
  });

  test('with an ID of another type is WRONG_TYPE', async () => {
    for (const verb of verbs) {
      expect(await fail(verb, targets[0] ?? '', targets)).toEqual({
        code: 'WRONG_TYPE',
        argument: ownerArgument,
        ids: [targets[0]],
      });
      if (verb !== 'clear')
        expect(await fail(verb, owner, [...targets, owner])).toEqual({
          code: 'WRONG_TYPE',
          argument: targetsArgument,
          ids: [owner],
        });
    }
    const { errors } = await client.server.send(
      client.document('add'),
      client.input(owner, [owner]),
    );
    expect(errors?.[0]?.message).toBe(`${end.target.type} expected, got ${end.owner.type}`);
  });

  test('with a malformed ID is BAD_USER_INPUT', async () => {
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const { type } = end.target;
    const malformed = [
      '',
      '1',
      'x',
      `${type}:1`,
      base64(`${type}:0`),
      base64(`${type}:-1`),
      base64(`${type}:01`),
      base64(`${type}:1.0`),
      base64(`${type}:2147483648`),
      base64(`${type}:`),
      base64(`Nothing:1`),
      base64(`${type.toLowerCase()}:1`),
      ` ${targets[0]}`,
      `${targets[0]}\n`,
      base64(`${type}:1`).replace(/=+$/, ' '),
      base64(`constructor:1`),
      '😀',
      '\0',
    ];
    const wrong = malformed.filter((text) => text !== targets[0]);
    for (const verb of ['add', 'set', 'remove'] as const) {
      expect(await fail(verb, owner, [...targets, ...wrong])).toEqual({
        code: 'BAD_USER_INPUT',
        argument: targetsArgument,
        ids: wrong,
      });
    }
    for (const text of wrong) {
      expect(await fail('clear', text), text).toEqual({
        code: 'BAD_USER_INPUT',
        argument: ownerArgument,
        ids: [text],
      });
    }
  });

  test('with more than 10,000 IDs, duplicates included, is BAD_USER_INPUT', async () => {
    const list = (length: number) => Array.from({ length }, (_, index) => targets[index % 2] ?? '');
    for (const verb of ['add', 'set', 'remove'] as const) {
      expect(await fail(verb, owner, list(10_001))).toEqual({
        code: 'BAD_USER_INPUT',
        argument: targetsArgument,
      });
    }
    expect(await client.change('set', owner, list(10_000))).toMatchObject({
      addedCount: 0,
      removedCount: 0,
      after: targets.slice(0, 2),
    });
  });

  test('with two mistakes reports the first by code, and the owner before the targets', async () => {
    const wrongType = id(end.target, 1);
    expect(await fail('add', noOwner, ['?'])).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: targetsArgument,
    });
    expect(await fail('add', '?', ['?'])).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: ownerArgument,
    });
    expect(await fail('add', wrongType, [owner])).toMatchObject({
      code: 'WRONG_TYPE',
      argument: ownerArgument,
    });
    expect(await fail('add', wrongType, ['?', owner])).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: targetsArgument,
    });
    expect(await fail('set', noOwner, [owner])).toMatchObject({
      code: 'WRONG_TYPE',
      argument: targetsArgument,
    });
    expect(await fail('set', noOwner, [nobody(1)])).toMatchObject({
      code: 'NOT_FOUND',
      argument: ownerArgument,
    });
    expect(await fail('set', owner, [owner, nobody(1)])).toMatchObject({
      code: 'WRONG_TYPE',
      argument: targetsArgument,
    });
  });

  test('with null for an ID or a list of IDs is refused by validation', async () => {
    for (const list of [null, [null]]) {
      const { data, errors } = await client.server.send(client.document('set'), {
        input: { [`${end.owner.one}Id`]: owner, [`${end.singular}Ids`]: list },
      });
      expect([data, errors?.length]).toEqual([undefined, 1]);
    }
    expect(await client.targets(owner)).toEqual(targets.slice(0, 2));
  });

  describe.each(['create', 'update', 'createTarget'] as const)(
    'with an invalid text, in %s',
    (call) => {
      const type = call === 'createTarget' ? end.target : end.owner;
      const argument = `input.${type.text}`;
      const send = (text: string, extra: object = {}) => {
        const name = {
          create: `create${end.owner.type}`,
          update: `update${end.owner.type}`,
          createTarget: `create${end.owner.type}${capitalized(end.singular)}`,
        }[call];
        const input = {
          create: {},
          update: { id: owner },
          createTarget: { [`${end.owner.one}Id`]: owner },
        }[call];
        return [
          `mutation($input: ${capitalized(name)}Input!) { payload: ${name}(input: $input) { row: ${call === 'createTarget' ? end.singular : type.one} { text: ${type.text} } } }`,
          { input: { ...input, [type.text]: text, ...extra } },
        ] as const;
      };

      test('that is empty, too long in code points, or has NUL or a lone surrogate, is BAD_USER_INPUT', async () => {
        for (const text of [
          '',
          'x'.repeat(type.maximum + 1),
          '😀'.repeat(type.maximum + 1),
          'a\0b',
          '\ud83d',
          '\ude00\ud83d',
        ]) {
          expect(await failing(...send(text)), JSON.stringify(text)).toEqual({
            code: 'BAD_USER_INPUT',
            argument,
          });
        }
        expect(
          await failing(...send('', call === 'create' ? { [`${end.singular}Ids`]: [owner] } : {})),
        ).toEqual({
          code: 'BAD_USER_INPUT',
          argument,
        });
      });

      test('except texts of the maximum length in code points, and with spaces', async () => {
        for (const text of ['😀'.repeat(type.maximum), ' ', ' a ', `é${'e\u0301'.repeat(3)}`]) {
          const { payload } = await client.server.run<{ payload: { row: { text: string } } }>(
            ...send(text),
          );
          expect(payload.row.text).toBe(text);
        }
      });
    },
  );

  test('that creates a row with an invalid link creates neither', async () => {
    const { type, one, text } = end.owner;
    const document = `mutation($input: Create${type}Input!) { create${type}(input: $input) { ${one} { id } } }`;
    const input = (...ids: string[]) => ({
      input: { [text]: 'not created', [`${end.singular}Ids`]: ids },
    });
    const list = Array.from({ length: 999 }, (_, index) => targets[index % 3] ?? '');
    expect(await failing(document, input(...list, nobody(7)))).toEqual({
      code: 'NOT_FOUND',
      argument: targetsArgument,
      ids: [nobody(7)],
    });
    expect(await failing(document, input(...list, owner))).toEqual({
      code: 'WRONG_TYPE',
      argument: targetsArgument,
      ids: [owner],
    });
    expect(await failing(document, input(...list, '?'))).toEqual({
      code: 'BAD_USER_INPUT',
      argument: targetsArgument,
      ids: ['?'],
    });
  });

  test('that creates a related row for an owner that does not exist creates nothing', async () => {
    const name = `create${end.owner.type}${capitalized(end.singular)}`;
    const document = `mutation($input: ${capitalized(name)}Input!) { ${name}(input: $input) { ${end.singular} { id } } }`;
    const variables = {
      input: { [`${end.owner.one}Id`]: noOwner, [end.target.text]: 'not created' },
    };
    expect(await failing(document, variables)).toEqual({
      code: 'NOT_FOUND',
      argument: ownerArgument,
      ids: [noOwner],
    });
  });

  test('that updates or deletes a row that does not exist is NOT_FOUND', async () => {
    const { type, one, text } = end.owner;
    const missing = { code: 'NOT_FOUND', argument: 'input.id', ids: [noOwner] };
    expect(
      await failing(
        `mutation($input: Update${type}Input!) { update${type}(input: $input) { ${one} { id } } }`,
        {
          input: { id: noOwner, [text]: 'x' },
        },
      ),
    ).toEqual(missing);
    expect(
      await failing(
        `mutation($input: Delete${type}Input!) { delete${type}(input: $input) { deleted${type}Id } }`,
        {
          input: { id: noOwner },
        },
      ),
    ).toEqual(missing);
  });
});
