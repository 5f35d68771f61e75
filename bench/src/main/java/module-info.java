/** Side-by-side figures and microbenchmarks; nothing sees it. */
module jackfield.bench {
    requires jackfield.sim;
    requires static org.jspecify;
}
