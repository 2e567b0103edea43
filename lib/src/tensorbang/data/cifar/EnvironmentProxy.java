package tensorbang.data.cifar;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tensorbang.InputException;
import tensorbang.Shown;

/**
 * The proxy that {@code HTTPS_PROXY}, {@code HTTP_PROXY} or {@code ALL_PROXY} names, in either case, as curl and Python
 * take them; none for the hosts of {@code NO_PROXY}. Without them, that of Java's own settings.
 */
final class EnvironmentProxy extends ProxySelector {
  private final Map<String, String> environment;

  EnvironmentProxy(Map<String, String> environment) {
    this.environment = environment;
  }

  /** @throws InputException where the variable does not name a proxy by HTTP */
  @Override
  public List<Proxy> select(URI address) {
    if (isExempt(address.getHost())) return List.of(Proxy.NO_PROXY);
    for (String name : List.of(address.getScheme() + "_proxy", "all_proxy"))
      for (String variable : List.of(name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))) {
        String value = environment.getOrDefault(variable, "");
        if (!value.isBlank()) return List.of(new Proxy(Proxy.Type.HTTP, socket(variable, value.strip())));
      }
    ProxySelector usual = ProxySelector.getDefault();
    return usual == null ? List.of(Proxy.NO_PROXY) : usual.select(address);
  }

  private static InetSocketAddress socket(String variable, String value) {
    try {
      URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
      boolean isKnown = "http".equalsIgnoreCase(proxy.getScheme()) && proxy.getHost() != null;
      if (isKnown && proxy.getUserInfo() == null)
        return new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort());
    } catch (IllegalArgumentException e) {
      // No address at all.
    }
    // It may hold a password, so it is not shown.
    throw new InputException(Shown.text(variable)
        + ": expected http://HOST:PORT, without a user's name; set it so, or fetch the file" + " yourself");
  }

  private boolean isExempt(String host) {
    String exempt = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    String name = host.toLowerCase(Locale.ROOT);
    return Arrays.stream(exempt.toLowerCase(Locale.ROOT).split("[,\\s]+"))
        .map(entry -> entry.replaceFirst("^\\*?\\.", ""))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> entry.equals("*") || name.equals(entry) || name.endsWith("." + entry));
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException e) {
    // Whoever asked is told.
  }
}
