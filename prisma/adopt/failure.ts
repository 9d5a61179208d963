/** The reasons why nothing was adopted, a line each. */
export class AdoptFailure extends Error {
  override readonly name = 'AdoptFailure';
}
