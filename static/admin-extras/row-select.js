'use strict';
// Selects in rows become search boxes when somebody goes to them: 300 at once would take the browser seconds.
{
    const $ = django.jQuery;
    const asleep = (target) => target.closest?.('select.row-select:not(.admin-autocomplete)');

    const wake = (select) => {
        select.classList.add('admin-autocomplete');
        $(select).djangoAdminSelect2();
        $(select).select2('open');
    };

    for (const event of ['mousedown', 'focusin']) {
        document.addEventListener(event, (happened) => {
            const select = asleep(happened.target);
            if (select) {
                happened.preventDefault();
                happened.stopPropagation(); // An open search box closes at a press elsewhere, as this one would be.
                wake(select);
            }
        }, true);
    }
}
