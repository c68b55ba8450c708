package dev.akshay.portfolio.platform.test;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** What looks like waiting to BlockHound, and is none. */
public class HarmlessReads implements BlockHoundIntegration {

	@Override
	public void applyTo(BlockHound.Builder builder) {
		// the kernel answers /dev/urandom at once
		builder.allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
			// once per language, like the loading of a class
			.allowBlockingCallsInside("org.hibernate.validator.resourceloading.PlatformResourceBundleLocator",
					"getResourceBundle")
			// once per type, when two requests at a time are the first to bring it
			.allowBlockingCallsInside("tools.jackson.databind.deser.DeserializerCache",
					"_createAndCacheValueDeserializer")
			// Netty's pool grows a few times in its life, and holds its lock for some
			// moves
			.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");
	}

}
