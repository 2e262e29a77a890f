/** Of a task before the pivot whose Node is not there any more, whether it runs or only looks ahead. */
export const NODE_GONE = { state: 'done', message: 'the Node is gone' } as const;
