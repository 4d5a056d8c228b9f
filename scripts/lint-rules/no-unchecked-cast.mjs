/** A rule for eslint: `x as unknown as T` only where a comment switches the rule off and says why it holds. */
export const noUncheckedCast = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {unchecked: 'Nothing checks a cast by way of `unknown`: check the value, or say why it holds.'},
  },
  create: (context) => ({
    'TSAsExpression > TSAsExpression.expression[typeAnnotation.type="TSUnknownKeyword"]'({parent}) {
      context.report({node: parent, messageId: 'unchecked'});
    },
  }),
};
