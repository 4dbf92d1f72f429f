package dev.setpoint.cli.verb;

/** How results are printed; the names are what people type. */
enum Output {
  /** For people. */
  text,
  /** For programs. */
  json
}
