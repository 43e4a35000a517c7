"""The second factor of the staff: an app's codes or a passkey, with recovery codes; by allauth."""
