/**
 * Pictures of a conversation between two hosts: what was called, in which states the ends were, what was on the wire.
 *
 * <pre>
 *   observations -> Chronicle -> Event ... -> Weaver -> Row ... -> TextPicture      as it happens
 *                                Conversation -----------------> MermaidPicture, JsonPicture    at the end
 * </pre>
 *
 * <p>Everything behind {@link jackfield.cli.demo.picture.Event} is a pure function of the events.
 */
@NullMarked
package jackfield.cli.demo.picture;

import org.jspecify.annotations.NullMarked;
