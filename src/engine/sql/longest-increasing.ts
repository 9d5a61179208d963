/**
 * The longest part of a list of different numbers that increases, by patience sorting
 * (https://en.wikipedia.org/wiki/Longest_increasing_subsequence).
 */
export function longestIncreasing(numbers: readonly number[]): number[] {
  // For each length, the index of the least number with which a part of this length ends.
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, number] of numbers.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Number(numbers[Number(ends[middle])]) < number) low = middle + 1;
      else high = middle;
    }
    previous.push(ends[low - 1]);
    ends[low] = index;
  }
  const found: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) found.push(Number(numbers[at]));
  return found.reverse();
}
