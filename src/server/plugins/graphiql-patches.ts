/**
 * Motion, which makes GraphiQL's tabs draggable, scales the offset of a draggable element whenever it or its container is
 * resized. A tab in its place has the offset 0 and gets one of about a hundred pixels, which GraphiQL's stylesheet hides until
 * the tab has the focus. Then pressing the mouse button moves the tab away from the pointer, and the click is lost. With this
 * patch, only the bounds are computed again when the next drag starts.
 */
const scalePosition = 'scalePositionWithinConstraints(){';
const resetConstraints = 'this.constraints=!1;return;';

/**
 * On loading, GraphiQL looks for the stored tab that has the stored query, and opens and activates an empty tab if there is none.
 * But it stores the query only after an edit, and the tabs half a second later. So this stores the query of the active tab.
 * A query in the URL that is not the last edit is a link, which GraphiQL opens in a tab of its own.
 */
const script = `
        (() => {
          try {
            const state = JSON.parse(localStorage.getItem('graphiql:tabState'));
            if (!state) return;
            for (const tab of state.tabs) tab.headers = null;
            localStorage.removeItem('graphiql:headers');
            const linked = new URL(location.href).searchParams.get('query');
            if (linked === null || linked === localStorage.getItem('graphiql:query')) {
              if (linked !== null && state.tabs[state.activeTabIndex].query !== linked) {
                const index = state.tabs.findIndex((tab) => tab.query === linked);
                if (index >= 0) state.activeTabIndex = index;
                else state.tabs[state.activeTabIndex].query = linked;
              }
              const { query, variables } = state.tabs[state.activeTabIndex];
              localStorage.setItem('graphiql:query', query ?? '');
              localStorage.setItem('graphiql:variables', variables ?? '');
            }
            localStorage.setItem('graphiql:tabState', JSON.stringify(state));
          } catch {
            // Without storage, or with a state that cannot be parsed, GraphiQL opens the default tabs.
          }
        })();
`;

/** Returns Yoga's GraphiQL page with two bugs of its tabs fixed. */
export function graphiqlPatches(page: string): string {
  const [beforeScale, afterScale] = splitAt(page, scalePosition);
  const [beforeRender, afterRender] = splitAt(afterScale, 'YogaGraphiQL.renderYogaGraphiQL(\n');
  return `${beforeScale}${scalePosition}${resetConstraints}${beforeRender.slice(scalePosition.length)}${script}${afterRender}`;
}

/** Splits before the marker. Throws if there is none: a new version of the page must not lose a patch silently. */
function splitAt(text: string, marker: string): readonly [string, string] {
  const at = text.indexOf(marker);
  if (at < 0) throw new Error(`GraphiQL's page has no ${JSON.stringify(marker)}`);
  return [text.slice(0, at), text.slice(at)];
}
