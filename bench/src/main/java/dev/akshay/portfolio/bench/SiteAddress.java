package dev.akshay.portfolio.bench;

import java.net.URI;
import java.net.URISyntaxException;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of a site that runs. */
final class SiteAddress implements ITypeConverter<URI> {

	/**
	 * Reads an address.
	 * @param text what was written
	 * @return an address with a scheme and a host
	 * @throws TypeConversionException if it is none
	 */
	@Override
	public URI convert(String text) {
		URI address = address(text);
		if (!address.isAbsolute() || address.getHost() == null) {
			throw wrong(text);
		}
		return address;
	}

	private static URI address(String text) {
		try {
			return new URI(text);
		}
		catch (URISyntaxException _) {
			throw wrong(text);
		}
	}

	private static TypeConversionException wrong(String text) {
		return new TypeConversionException("'%s' is no address such as http://localhost:8080".formatted(text));
	}

}
