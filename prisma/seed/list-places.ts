import { kindOf } from '../../src/engine/kinds/kinds.js';
import type { ManyToManyModel } from '../../src/engine/model/relation.js';
import type { Row } from './row-maker.js';

/** Sets the places of new links in lists with an order of their own: each is the last of its list. */
export class ListPlaces {
  readonly #positions;

  constructor({ ends, columns }: ManyToManyModel) {
    this.#positions = ends.flatMap((end) => {
      const column = columns.find(({ name }) => name === end.position);
      const kind = column && kindOf(column).place;
      // The last place in the list of each owner.
      return kind ? [{ column, kind, owner: end.column, last: new Map<unknown, unknown>() }] : [];
    });
  }

  /** Sets the places of a link, whose columns have their names in the database. */
  add(row: Row): void {
    for (const { column, kind, owner, last } of this.#positions) {
      const bounds = { low: last.get(row[owner]), high: undefined };
      const [place] = kind.between(bounds, 1, column, false) ?? [];
      last.set(row[owner], place);
      // Places are numbers and texts.
      row[column.column] = place as string | number;
    }
  }
}
