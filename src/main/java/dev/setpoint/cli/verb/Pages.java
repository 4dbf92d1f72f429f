package dev.setpoint.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An answer over many nodes, asked for page by page, so that no single answer is large and the
 * first lines are printed before the last page is asked for.
 *
 * @param fetch the JSON of the page behind a node; empty for the first
 * @param next the node that the following page begins behind; empty at the end
 */
public record Pages<P>(
    Asking asking, UnaryOperator<String> fetch, Class<P> type, Function<P, String> next) {
  /** Each page as it comes. */
  public void each(Consumer<P> use) {
    var after = "";
    do {
      P page = Asking.read(fetch.apply(after), type);
      use.accept(page);
      after = next.apply(page);
    } while (!after.isEmpty());
  }

  /** All pages; for what can only be printed when everything is known. */
  public List<P> all() {
    var all = new ArrayList<P>();
    each(all::add);
    return all;
  }

  /** Prints items as one line of JSON each. */
  public void lines(Iterable<?> items) {
    for (Object item : items) {
      asking.session().out().println(Asking.write(item));
    }
    asking.session().out().flush();
  }
}
