/**
 * Message selectors: section 3.8.1 of the Jakarta Messaging specification.
 *
 * <p>A selector's text is scanned into {@link io.postrider.broker.selector.Token tokens}, parsed into an
 * {@link io.postrider.broker.selector.Expression} whose types fit as far as they can be known, and compiled into a tree
 * of {@link io.postrider.broker.selector.Condition}s and {@link io.postrider.broker.selector.Operand}s, in which all
 * that is constant has been worked out. {@link io.postrider.broker.selector.Selector} is the way in, and
 * {@link io.postrider.broker.selector.SelectorCache} lets equal texts share one.
 *
 * <p>Where the specification leaves a choice, this is what was chosen:
 *
 * <ul>
 *   <li>A comparison of unlike types is false, and so is its negated form: with a number in {@code n}, both
 *       {@code n LIKE '1%'} and {@code n NOT LIKE '1%'} are false, whereas {@code NOT (n LIKE '1%')} is true.
 *   <li>Where types can be known beforehand, such a comparison is refused: {@code JMSPriority = 'high'}.
 *   <li>Arithmetic on what is no number has a result that is like nothing: every comparison with it is false. Division
 *       of an exact number by zero is unknown.
 *   <li>A property that is no boolean, used as a condition, is unknown.
 *   <li>Exact literals have Java's syntax, and stand for an {@code int} where they fit one and have no suffix, otherwise
 *       for a {@code long}; no suffix is needed for large ones.
 *   <li>A character, for {@code LIKE}, is a Unicode code point. The escape character makes any character after it stand
 *       for itself.
 * </ul>
 */
package io.postrider.broker.selector;
