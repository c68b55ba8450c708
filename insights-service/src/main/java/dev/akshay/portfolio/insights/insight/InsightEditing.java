package dev.akshay.portfolio.insights.insight;

import dev.akshay.portfolio.platform.editing.CollectionEditing;
import dev.akshay.portfolio.platform.editing.Editing;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(InsightEditing.BASE)
@Tag(name = "Editing insights")
class InsightEditing extends CollectionEditing<InsightDocument> {

	static final String BASE = "/api/insights";

	InsightEditing(Editing<InsightDocument> editing) {
		super(editing, BASE);
	}

}
