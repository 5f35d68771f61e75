package jackfield.bench.jvm;

/** Something that is counted for a second, over either side. */
interface Figure {
    /** Warms up for so long, then measures for so long. {@return how many in a second} */
    double measure(Side side, long seconds) throws Exception;
}
