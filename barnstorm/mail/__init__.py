"""Messages and the ways they leave: skeleton, templates, backends, registry."""
