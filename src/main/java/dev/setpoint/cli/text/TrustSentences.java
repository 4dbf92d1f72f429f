package dev.setpoint.cli.text;

import dev.setpoint.api.wire.EntryView.Enrolled;
import dev.setpoint.api.wire.EntryView.IdentityView;
import dev.setpoint.api.wire.EntryView.NodeBarred;
import dev.setpoint.api.wire.EntryView.NodeReleased;
import dev.setpoint.api.wire.EntryView.Restored;
import dev.setpoint.api.wire.EntryView.TokenEnded;
import dev.setpoint.api.wire.EntryView.TokenMade;
import org.jspecify.annotations.Nullable;

/** What the trail says of identities, in one phrase each. */
final class TrustSentences {
  private static final int SHORT_KEY = 16;

  private TrustSentences() {}

  static String of(IdentityView event) {
    return switch (event) {
      case Enrolled(var node, var token, var key, _) ->
          "%s joined with token %s, key %s"
              .formatted(Escaped.line(node), Escaped.line(token), shortKey(key));
      case TokenMade(var token, var bearer, var role, var by, _) ->
          "token %s %s made by %s"
              .formatted(Escaped.line(token), made(bearer, role), Escaped.line(by));
      case TokenEnded(var token, var bearer, var by, var why) ->
          "token %s of %s %s: %s"
              .formatted(
                  Escaped.line(token),
                  Escaped.line(bearer),
                  by == null ? "locked" : "revoked by " + Escaped.line(by),
                  Escaped.brief(why));
      case NodeBarred(var node, var state, var by, var why) ->
          "%s %s%s: %s"
              .formatted(
                  Escaped.line(node),
                  Escaped.line(state),
                  by == null ? "" : " by " + Escaped.line(by),
                  Escaped.brief(why));
      case NodeReleased(var node, var by) ->
          "%s released by %s".formatted(Escaped.line(node), Escaped.line(by));
      case Restored(var node, var what, var message) ->
          "%s: a backup of the %s was put back: %s"
              .formatted(Escaped.line(node), Escaped.line(what), Escaped.brief(message));
    };
  }

  private static String made(String bearer, @Nullable String role) {
    return role == null
        ? "for " + Escaped.line(bearer) + " to join"
        : "for %s, %s,".formatted(Escaped.line(bearer), Escaped.line(role));
  }

  private static String shortKey(String key) {
    return Escaped.line(key.substring(0, Math.min(key.length(), SHORT_KEY)));
  }
}
