package tensorbang.report;

import java.awt.Font;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives each text of an SVG the width it was laid out with ({@code textLength}, SVG 1.1 section 10.5), so that labels
 * neither overlap nor move where another typeface is shown instead of ours.
 */
final class SvgText {
  private static final Pattern TEXT = Pattern.compile("<text ([^>]*font-size: (\\d+)px;([^>]*))>([^<]*)</text>");

  private SvgText() {}

  static String pinWidths(String svg) {
    return TEXT.matcher(svg).replaceAll(text -> Matcher.quoteReplacement(pinWidth(text)));
  }

  private static String pinWidth(MatchResult text) {
    int size = Integer.parseInt(text.group(2));
    Font font = text.group(3).contains("font-weight: bold") ? Fonts.bold(size) : Fonts.plain(size);
    double width = Fonts.width(unescape(text.group(4)), font);
    return String.format(
        Locale.ROOT,
        "<text textLength='%.2f' lengthAdjust='spacingAndGlyphs' %s>%s</text>",
        width,
        text.group(1),
        text.group(4));
  }

  private static String unescape(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }
}
