/** Why nothing was adopted. Its message has one line for each reason. */
export class AdoptFailure extends Error {
  override readonly name = 'AdoptFailure';
}
