import { type Bytes, concat, equal, sha256 } from './bytes';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** RFC 9162, 2.1.1: what stands at the bottom of the tree for an entry. */
export function leafHash(leaf: Bytes): Promise<Bytes> {
  return sha256(concat(LEAF, leaf));
}

function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(concat(NODE, left, right));
}

/**
 * RFC 9162, 2.1.3.2: the root that follows from a leaf's hash, its place and its path, or null if the path cannot belong
 * to a tree of that size.
 */
async function rootFrom(leaf: Bytes, index: number, size: number, path: Bytes[]): Promise<Bytes | null> {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) {
    return null;
  }
  // Plain arithmetic instead of shifts: those of JavaScript end at 32 bits, a ledger need not.
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0 || sibling.length !== 32) {
      return null;
    }
    if (node % 2 === 1 || node === last) {
      hash = await nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : null;
}

/** Whether the path leads from the leaf's hash to exactly this root. */
export async function isIncluded(
  leaf: Bytes,
  index: number,
  size: number,
  path: Bytes[],
  root: Bytes,
): Promise<boolean> {
  if (leaf.length !== 32 || root.length !== 32) {
    return false;
  }
  const computed = await rootFrom(leaf, index, size, path);
  return computed !== null && equal(computed, root);
}
