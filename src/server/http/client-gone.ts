import type { Socket } from 'node:net';

const listeners = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls `act` when the connection of a request is closed, at once if it has been. Returns the function that undoes it. Not by the
 * response's `close` event, which a response does not have while it waits for an earlier one on the same connection
 * (pipelining); and by one listener for each connection, as many requests may wait on it.
 */
export function whenClientGone(socket: Socket, act: () => void): () => void {
  if (socket.destroyed) {
    act();
    return () => {};
  }
  const known = listeners.get(socket);
  const actions = known ?? new Set();
  if (!known) {
    listeners.set(socket, actions);
    socket.once('close', () => {
      for (const action of actions) action();
    });
  }
  actions.add(act);
  return () => actions.delete(act);
}
