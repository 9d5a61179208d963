import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { counted, refused, type Staff, startStaff } from '../../support/staff.js';

let staff: Staff;
beforeEach(async () => {
  staff = await startStaff();
});
afterEach(() => staff.server.close());

const id = encodeGlobalId;

describe('look-ups by unique columns', () => {
  test('return the row or null, with one statement for all', async () => {
    await staff.server.run(
      `mutation { updatePerson(input: { id: "${id('Person', 3)}", badge: 7 }) { person { id } } }`,
    );
    const { data, count } = await counted(
      staff.server,
      '{ a: deskByLabel(label: "d2") { id } b: deskByLabel(label: "d1") { id person { name } } c: deskByLabel(label: "none") { id } d: deskByLabel(label: "d2") { label } }',
    );
    expect(data).toEqual({
      a: { id: id('Desk', 2) },
      b: { id: id('Desk', 1), person: { name: 'ann' } },
      c: null,
      d: { label: 'd2' },
    });
    expect(count).toBe(2);
    expect(
      await staff.server.run(
        '{ a: personByBadge(badge: 7) { name } b: personByBadge(badge: 8) { id } }',
      ),
    ).toEqual({ a: { name: 'cat' }, b: null });
  });

  test('refuse values that no row can have', async () => {
    const query = 'query($label: String!) { deskByLabel(label: $label) { id } }';
    for (const label of ['', 'a\0', 'x'.repeat(21)])
      expect(await refused(staff.server, query, { label })).toEqual({
        code: 'BAD_USER_INPUT',
        argument: 'label',
      });
  });

  test('do not exist for a unique foreign key', async () => {
    const { errors } = await staff.server.send('{ deskByPersonId(personId: "x") { id } }');
    expect(errors?.[0]?.message).toMatch('Cannot query field "deskByPersonId"');
  });
});
