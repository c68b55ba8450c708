package dev.akshay.portfolio.website.page;

import java.util.List;

import dev.akshay.portfolio.website.profile.Owner;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a page: everything that its {@code head}, masthead and colophon say.
 *
 * @param site the site's address
 * @param assets the folder of styles, scripts and fonts
 * @param owner whose site it is
 * @param path the page's own path
 * @param title what the page is called
 * @param description a sentence about it
 * @param type its Open Graph type
 * @param data its JSON-LD, if it has some
 * @param elements the custom elements it uses besides those of every page
 * @param listed whether search engines may list it
 */
public record Frame(Site site, String assets, Owner owner, String path, String title, String description, String type,
		@Nullable String data, List<String> elements, boolean listed) {

	Frame(Site site, String assets, Owner owner, String path, String title) {
		this(site, assets, owner, path, title, title, "website", null, List.of(), true);
	}

	public Frame describedBy(String description) {
		return new Frame(this.site, this.assets, this.owner, this.path, this.title, description, this.type, this.data,
				this.elements, this.listed);
	}

	/**
	 * The same frame with data for programs.
	 * @param type the Open Graph type
	 * @param data what the page is, in the words of schema.org
	 * @return a new frame
	 */
	public Frame about(String type, JsonLd data) {
		return new Frame(this.site, this.assets, this.owner, this.path, this.title, this.description, type,
				data.toString(), this.elements, this.listed);
	}

	/**
	 * The same frame of a page that does something for who looks at it.
	 * @param elements the custom elements that it uses
	 * @return a new frame
	 */
	public Frame personal(String... elements) {
		return new Frame(this.site, this.assets, this.owner, this.path, this.title, this.description, this.type,
				this.data, List.of(elements), this.listed);
	}

	public Frame unlisted() {
		return new Frame(this.site, this.assets, this.owner, this.path, this.title, this.description, this.type,
				this.data, this.elements, false);
	}

	/**
	 * What the page is made of, as far as it is worth telling a visitor that it changed.
	 * @return the tags of the content, none if the page is a passing one
	 */
	public List<String> tags() {
		var section = this.listed ? this.path.split("/", 3)[1] : "none";
		return switch (section) {
			case "" -> List.of("insights", "profile", "projects");
			case "insights", "projects" -> List.of(section, "profile");
			default -> List.of();
		};
	}

	public String canonical() {
		return this.site.absolute(this.path);
	}

	/**
	 * What a browser writes into the tab.
	 * @return the title and whose site it is
	 */
	public String fullTitle() {
		return this.title.equals(this.owner.name()) ? this.title : this.title + " – " + this.owner.name();
	}

	public String asset(String name) {
		return this.assets + name;
	}

}
