package tensorbang.experiment.claims;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What measured figures say of a statement. */
public enum Verdict {
  /** It holds wherever it was tested. */
  @JsonProperty("true")
  TRUE("true"),
  /** It does not hold. */
  @JsonProperty("false")
  FALSE("false"),
  /** It holds in some of the cases and not in others. */
  @JsonProperty("depends")
  DEPENDS("depends"),
  /** The figures do not separate what would have to differ. */
  @JsonProperty("undecided")
  UNDECIDED("undecided");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }

  /** Of a statement that is to hold in every case, or that has several parts: one that fails is enough. */
  public static Verdict every(List<Verdict> cases) {
    if (cases.contains(FALSE)) return FALSE;
    if (cases.contains(UNDECIDED) || cases.isEmpty()) return UNDECIDED;
    return cases.contains(DEPENDS) ? DEPENDS : TRUE;
  }

  /** Of a statement that something may happen: one case where it does is enough, and none is no proof against it. */
  public static Verdict some(List<Verdict> cases) {
    return cases.contains(TRUE) ? TRUE : UNDECIDED;
  }

  /** Of a statement that says nothing of where it holds: it depends where one case differs from another. */
  public static Verdict across(List<Verdict> cases) {
    if (cases.contains(DEPENDS) || cases.contains(TRUE) && cases.contains(FALSE)) return DEPENDS;
    if (cases.contains(UNDECIDED) || cases.isEmpty()) return UNDECIDED;
    return cases.get(0);
  }
}
