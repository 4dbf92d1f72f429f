package dev.setpoint.cli.text;

import dev.setpoint.cli.session.UpOptions;

/** What {@code up} says when it begins: what it follows, where its data is, what to type next. */
public final class UpPage {
  private UpPage() {}

  /** Writes the page. */
  public static void write(Paper paper, UpOptions options) {
    paper.line(
        "Following ",
        Escaped.line(options.repo()),
        options.branch().isEmpty() ? "" : ", branch " + Escaped.line(options.branch()),
        options.path().isEmpty() ? "" : ", below " + Escaped.line(options.path()),
        ", asked about every " + options.poll().toSeconds() + " s.");
    if (options.localAgent()) {
      paper.line(
          "This machine is node ",
          Escaped.line(options.node()),
          "; everything is looked at about every " + options.sweep().toSeconds() + " s.");
    }
    var fleet = options.fleet();
    if (fleet != null) {
      paper.line(
          "Agents of other machines connect to ",
          Escaped.line(fleet.hosts().getFirst()) + ":" + fleet.port(),
          "; 'setpoint token create NODE' makes the command that lets one join.");
    }
    paper.line("Data, record and the token of the API: ", options.dataDirectory().toString());
    String data = " --data " + options.dataDirectory();
    paper.line("Look at it with:  setpoint status", data);
    paper.line("                  setpoint events", data);
    paper.line("Ctrl-C ends it; containers go on running.");
  }
}
