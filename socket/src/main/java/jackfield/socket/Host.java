package jackfield.socket;

import jackfield.engine.Engine;

/**
 * A machine of ours as its applications see it: a stack, and the way in.
 *
 * @param name for traces and messages
 * @param engine touched only between {@link Blocking#enter} and {@link Blocking#leave}
 * @param blocking live ({@code LiveHost}) or stepped by a simulator
 */
public record Host(String name, Engine engine, Blocking blocking) {}
