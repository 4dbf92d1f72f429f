package dev.setpoint.cli.text;

import dev.setpoint.api.wire.TokenView;
import dev.setpoint.cli.text.Table.Cell;
import java.util.List;

/** Tokens. */
public final class TokenPage {
  private TokenPage() {}

  /** Writes a new one, with its secret. */
  public static void write(Paper paper, TokenView.Made made) {
    String bearer = Escaped.line(made.bearer());
    if (made.command() == null) {
      paper.line("Token ", made.id(), " for ", bearer, ", ", String.valueOf(made.role()), ":");
      paper.line("");
      paper.line(made.token());
      paper.line("");
      paper.line(
          "It is shown this once and works ",
          made.until() == null ? "until it is revoked" : "until " + made.until(),
          ": 'setpoint token revoke ",
          made.id(),
          "' ends it.");
      return;
    }
    paper.line("Paste this on ", bearer, ", as root or a user with sudo:");
    paper.line("");
    made.command().lines().forEach(paper::line);
    paper.line("");
    paper.line("It works once, until ", String.valueOf(made.until()), ".");
  }

  /** Writes those that still work. */
  public static void write(Paper paper, TokenView.Listing listing) {
    if (listing.tokens().isEmpty()) {
      paper.line("No token is open.");
      return;
    }
    var table = new Table("ID", "FOR", "ROLE", "MADE", "ENDS");
    for (TokenView token : listing.tokens()) {
      table.row(
          List.of(
              Cell.of(Escaped.line(token.id())),
              Cell.of(Escaped.line(token.bearer())),
              Cell.of(token.role() == null ? "joins" : Escaped.line(token.role())),
              Cell.of(paper.relative(token.madeAt())),
              Cell.of(paper.relative(token.until()))));
    }
    table.write(paper, "");
  }
}
